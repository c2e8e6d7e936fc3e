import type { DeadJobReport } from '@memex/core';
import type { JSX } from 'preact';
import type { ListPage } from '../api/api.js';
import type { Scene } from './scene.js';
import { ShowMore } from './show-more.js';
import { Text } from './text.js';
import { writeMoment } from './times.js';

/** Jobs that were given up, and why. */
export function DeadJobs({
  scene,
  jobs,
}: {
  readonly scene: Scene;
  readonly jobs: ListPage<DeadJobReport>;
}): JSX.Element {
  if (jobs.items.length === 0) return <p class="nothing soft">No job was given up.</p>;
  return (
    <>
      <ol class="analytics">
        {jobs.items.map((job) => (
          <Job key={job.id} scene={scene} job={job} />
        ))}
      </ol>
      <ShowMore
        scene={scene}
        count={jobs.items.length}
        hasMore={jobs.cursor !== undefined}
        what="jobs"
        first="first"
      />
    </>
  );
}

function Job({ scene, job }: { readonly scene: Scene; readonly job: DeadJobReport }): JSX.Element {
  const { id, project, analyticId, reason, attempts, diedAt } = job;
  const { actions } = scene;
  return (
    <li class="analytic" data-job={id}>
      <div class="analytic-head">
        <div>
          <h3>
            <Text value={analyticId ?? id} max={120} />
          </h3>
          <p class="soft">
            {project === null ? 'of a deleted analytic' : <Text value={project} max={60} />} · {attempts}{' '}
            attempts · {writeMoment(diedAt, scene)}
          </p>
        </div>
        {actions === undefined ? null : (
          <div class="buttons">
            {analyticId === null ? null : (
              <button type="button" onClick={() => actions.retryJob(id)}>
                Again
              </button>
            )}
            <button
              type="button"
              class="danger"
              onClick={() => {
                if (globalThis.confirm('Delete this job for good?')) actions.dropJob(id);
              }}
            >
              Drop
            </button>
          </div>
        )}
      </div>
      <p class="failed">
        <Text value={reason} max={1_000} />
      </p>
    </li>
  );
}
