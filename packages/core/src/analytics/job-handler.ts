import type { JobHandler } from '../jobs/job-queue.js';
import type { Analytics } from './analytics.js';

/** Handles jobs by computing their analytics. */
export function jobHandler(analytics: Pick<Analytics, 'update'>): JobHandler {
  return async ({ work }, options) => {
    switch (work.kind) {
      case 'update-analytic':
        await analytics.update(work.analyticId, options);
    }
  };
}
