import type { Hooks } from '@memex/adapter-http';
import type { ErrorReporter } from './error-reporter.js';
import type { Logger } from './logger.js';

/** What becomes of requests: a line in the log for each, and a report of each error that is ours. */
export function createRequestHooks(logger: Logger, errors: ErrorReporter): Hooks {
  return {
    // Where nothing is logged, nothing is made for it: it would be a tenth of a short request.
    onRequest: logger.isLevelEnabled('info')
      ? ({ milliseconds, ...record }) => {
          logger.info({ ...record, milliseconds: Number(milliseconds.toFixed(1)) }, 'request answered');
        }
      : undefined,
    onError: (error, { requestId, route }) => {
      logger.error({ err: error, requestId, route }, 'request failed');
      errors.report(error, { requestId, route });
    },
  };
}
