import type { Hooks } from '@memex/adapter-http';
import type { MonitoringOptions } from '@memex/adapter-http/monitoring';
import type { Metrics } from '@memex/adapter-prometheus';
import { createBackgroundErrorLogger } from './background-error-logger.js';
import type { ErrorReporter } from './error-reporter.js';
import type { Logger } from './logger.js';

/**
 * Logs and measures each request, and reports each internal error. If something is unavailable, the reason is logged; clients do not get to see
 * it.
 */
export function createRequestHooks(logger: Logger, errors: ErrorReporter, metrics?: Metrics): Hooks {
  // Building a line that is not logged would take a tenth of a short request.
  const isLogged = logger.isLevelEnabled('info');
  return {
    onRequest: (record) => {
      metrics?.requestAnswered(record);
      if (!isLogged) return;
      const { requestId, method, route, status, bytes } = record;
      const milliseconds = Number(record.milliseconds.toFixed(1));
      logger.info({ requestId, method, route, status, milliseconds, bytes }, 'request answered');
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

/** The same for a monitoring server. Its requests are not logged. */
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
  const loggers = new Map<string, (error: unknown) => void>();
  return (part, error) => {
    const log = loggers.get(part) ?? createBackgroundErrorLogger(logger, part);
    loggers.set(part, log);
    log(error);
  };
}
