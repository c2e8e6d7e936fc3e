import type { Metrics } from '@memex/adapter-prometheus';
import { isMemexError } from '@memex/core';
import type { ConsumeOptions, JobHandler } from '@memex/core/ports';
import { isPermanent, publicReasonOf } from '@memex/core/toolkit';
import type { ErrorReporter } from './error-reporter.js';
import type { Logger } from './logger.js';

/**
 * Logs and measures each attempt at a job, and reports each job that failed for good for a reason of ours. A dead job that was queued again (as every night) and
 * fails for the same reason is logged at level `debug` only.
 */
export interface JobHooks {
  /** Wraps a handler, and logs and measures its outcome. */
  observe(handler: JobHandler): JobHandler;
  readonly onDead: NonNullable<ConsumeOptions['onDead']>;
}

export function createJobHooks(logger: Logger, errors: ErrorReporter, metrics?: Metrics): JobHooks {
  return {
    observe: (handler) => async (delivery, options) => {
      const { id: job, attempt, lastReason } = delivery;
      const started = performance.now();
      const recordEnd = (outcome: 'done' | 'failed') => {
        const milliseconds = performance.now() - started;
        metrics?.jobEnded(outcome, milliseconds / 1_000);
        return { job, attempt, milliseconds: Number(milliseconds.toFixed(1)) };
      };
      try {
        await handler(delivery, options);
        logger.info(recordEnd('done'), 'job done');
      } catch (error) {
        const reason = reasonOf(error);
        const isKnown = isPermanent(error) && publicReasonOf(error) === lastReason;
        logger[isKnown ? 'debug' : 'warn']({ ...recordEnd('failed'), reason }, 'job failed');
        throw error;
      }
    },
    onDead: ({ id: job, attempts, reason }, error, repeated) => {
      metrics?.jobDied();
      logger[repeated ? 'debug' : 'error']({ job, attempts, reason }, 'job given up');
      if (!repeated && isOurs(error)) errors.report(error, { job });
    },
  };
}

/** Not what the platform refused or a store could not do. A job that is none was put into the queue by some version of Memex. */
function isOurs(error: unknown): boolean {
  return !isMemexError(error) || error.code === 'internal' || error.code === 'malformed';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
