import type { Metrics } from '@memex/adapter-http';
import type { ConsumeOptions, JobHandler } from '@memex/core';
import type { ErrorReporter } from './error-reporter.js';
import type { Logger } from './logger.js';

/** What becomes of jobs: a line in the log for each start, a measure, and a report of each job that is given up. */
export interface JobHooks {
  /** A handler that does what the given one does, and tells how it ended. */
  observe(handler: JobHandler): JobHandler;
  readonly onDead: NonNullable<ConsumeOptions['onDead']>;
}

export function createJobHooks(logger: Logger, errors: ErrorReporter, metrics: Metrics): JobHooks {
  return {
    observe: (handler) => async (delivery, options) => {
      const { id: job, attempt } = delivery;
      const started = performance.now();
      const ended = (outcome: 'done' | 'failed') => {
        const milliseconds = performance.now() - started;
        metrics.jobEnded(outcome, milliseconds / 1_000);
        return { job, attempt, milliseconds: Number(milliseconds.toFixed(1)) };
      };
      try {
        await handler(delivery, options);
        logger.info(ended('done'), 'job done');
      } catch (error) {
        logger.warn({ ...ended('failed'), reason: reasonOf(error) }, 'job failed');
        throw error;
      }
    },
    onDead: ({ id: job, attempts, reason }, error) => {
      metrics.jobDied();
      logger.error({ job, attempts, reason }, 'job given up');
      errors.report(error, { job });
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
