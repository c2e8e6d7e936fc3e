import type { Analytics } from '../analytics/analytics.js';
import type { NewJob } from '../jobs/job.js';
import type { JobHandler, JobQueue } from '../jobs/job-queue.js';
import type { CallOptions } from '../port/call.js';
import type { Retention } from '../retention/retention.js';

interface Handled {
  readonly analytics: Pick<Analytics, 'update'>;
  readonly retention: Pick<Retention, 'apply'>;
}

/** Handles jobs: computes analytics, and applies retention. */
export function jobHandler({ analytics, retention }: Handled): JobHandler {
  return async ({ work }, options) => {
    switch (work.kind) {
      case 'update-analytic':
        await analytics.update(work.analyticId, options);
        break;
      case 'apply-retention':
        await retention.apply({ ...options, by: 'scheduler' });
    }
  };
}

const APPLY_RETENTION: NewJob = { id: 'apply-retention', work: { kind: 'apply-retention' } };

/** Queues a job that applies retention, if there is any rule. */
export async function requestRetention(
  retention: Pick<Retention, 'list'>,
  queue: Pick<JobQueue, 'enqueue'>,
  options: CallOptions,
): Promise<void> {
  if ((await retention.list(options)).length > 0) await queue.enqueue([APPLY_RETENTION], options);
}
