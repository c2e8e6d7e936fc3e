import { EXIT } from '../terminal/cli-error.js';
import type { ErrorReporter } from './error-reporter.js';
import type { Logger } from './logger.js';

/** After an uncaught error, the state of the process is unknown. Log it and exit, so that the supervisor restarts the process. */
export function exitOnUncaughtError(logger: Logger, errors: ErrorReporter): void {
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    errors.report(error);
    void errors.stop().finally(() => process.exit(EXIT.failed));
  });
}
