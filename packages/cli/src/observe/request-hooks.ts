import type { Hooks } from '@memex/adapter-http';
import type { MonitoringOptions } from '@memex/adapter-http/monitoring';
import type { Metrics } from '@memex/adapter-prometheus';
import { createBackgroundErrorLogger } from './background-errors.js';
import type { ErrorReporter } from './error-reporter.js';
import type { Logger } from './logger.js';

/**
 * What becomes of requests: a measure and a line in the log for each, a report of each error that is ours, and in the log why something could not
 * serve, which clients are not told.
 */
export function createRequestHooks(logger: Logger, errors: ErrorReporter, metrics?: Metrics): Hooks {
  // Where nothing is logged, nothing is made for it: it would be a tenth of a short request.
  const isLogged = logger.isLevelEnabled('info');
  return {
    onRequest: (record) => {
      metrics?.requestAnswered(record);
      if (!isLogged) return;
      const milliseconds = Number(record.milliseconds.toFixed(1));
      logger.info({ ...record, milliseconds }, 'request answered');
    },
    onError: (error, { requestId, route }) => {
      logger.error({ err: error, requestId, route }, 'request failed');
      errors.report(error, { requestId, route });
    },
    onUnavailable: ({ part, message: reason }, { requestId, route }) => {
      logger.warn({ requestId, route, part, reason }, 'request refused');
    },
    onDown: createOnDown(logger),
  };
}

/** The same of a process that serves nothing but its own state: its requests are not logged. */
export function createMonitoringHooks(
  logger: Logger,
  errors: ErrorReporter,
): Pick<MonitoringOptions, 'onDown' | 'onError'> {
  return {
    onError: (error) => {
      logger.error({ err: error }, 'request failed');
      errors.report(error);
    },
    onDown: createOnDown(logger),
  };
}

function createOnDown(logger: Logger): (part: string, error: unknown) => void {
  const tellers = new Map<string, (error: unknown) => void>();
  return (part, error) => {
    const tell = tellers.get(part) ?? createBackgroundErrorLogger(logger, part);
    tellers.set(part, tell);
    tell(error);
  };
}
