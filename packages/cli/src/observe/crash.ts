import { EXIT } from '../terminal/cli-error.js';
import type { ErrorReporter } from './error-reporter.js';
import type { Logger } from './logger.js';

/** What nobody caught leaves the process in an unknown state: it is told once, and the process ends for its keeper to start anew. */
export function endOnCrash(logger: Logger, errors: ErrorReporter): void {
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    errors.report(error);
    void errors.stop().finally(() => process.exit(EXIT.failed));
  });
}
