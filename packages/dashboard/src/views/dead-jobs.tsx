import type { DeadJobReport } from '@memex/core';
import type { JSX } from 'preact';
import type { ListData } from '../data/list-data.js';
import type { Scene } from './scene.js';
import { Text } from './text.js';
import { writeMoment } from './times.js';

/** Jobs that were given up, and why. */
export function DeadJobs({
  scene,
  jobs,
}: {
  readonly scene: Scene;
  readonly jobs: ListData<DeadJobReport>;
}): JSX.Element {
  if (jobs.items.length === 0) return <p class="nothing soft">No job was given up.</p>;
  return (
    <>
      <ol class="analytics">
        {jobs.items.map((job) => (
          <Job key={job.id} scene={scene} job={job} />
        ))}
      </ol>
      {jobs.isCut ? <p class="soft note">The first {jobs.items.length}.</p> : null}
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
        {actions === undefined || analyticId === null ? null : (
          <button type="button" onClick={() => actions.retryJob(id)}>
            Again
          </button>
        )}
      </div>
      <p class="failed">
        <Text value={reason} max={1_000} />
      </p>
    </li>
  );
}
