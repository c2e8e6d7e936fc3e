import type { DeadJobReport } from '@memex/core';
import type { JSX } from 'preact';
import type { ListPage, ServiceStatus } from '../api/api.js';
import type { Loaded } from '../data/loaded.js';
import { DeadJobs } from './dead-jobs.js';
import type { Scene } from './scene.js';
import { StatusFacts } from './status-facts.js';
import { Whenever } from './whenever.js';

interface OperationsPageProps {
  readonly scene: Scene;
  readonly status: Loaded<ServiceStatus>;
  readonly deadJobs: Loaded<ListPage<DeadJobReport>>;
}

/** How the service itself does. It concerns every project, and so is for admins. */
export function OperationsPage({ scene, status, deadJobs }: OperationsPageProps): JSX.Element {
  return (
    <>
      <section class="surface list-page" aria-labelledby="operations-title">
        <div class="panel-head">
          <div>
            <h1 id="operations-title" tabIndex={-1} data-heading>
              Operations
            </h1>
            <p class="soft">The service, its store, and its jobs</p>
          </div>
        </div>
        <Whenever scene={scene} what={status}>
          {(data) => <StatusFacts scene={scene} status={data} />}
        </Whenever>
      </section>
      <section class="surface list-page" aria-labelledby="dead-title">
        <div class="panel-head">
          <div>
            <h2 id="dead-title">Dead jobs</h2>
            <p class="soft">Given up after their last attempt</p>
          </div>
        </div>
        <Whenever scene={scene} what={deadJobs}>
          {(data) => <DeadJobs scene={scene} jobs={data} />}
        </Whenever>
      </section>
    </>
  );
}
