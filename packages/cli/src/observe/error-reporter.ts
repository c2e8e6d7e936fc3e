import type { Startable } from '@memex/core/ports';
import type { Config } from '../config/config.js';
import { loadOptional } from '../config/optional-packages.js';
import { withoutText } from './without-text.js';

/** Where an error happened: the request and its route, or the job. It contains nothing that was sent. */
export type ErrorPlace = Readonly<Record<'requestId' | 'route', string>> | Readonly<Record<'job', string>>;

/** Reports bugs to the developers. Nothing is sent before `start`; `stop` waits for pending reports. */
export interface ErrorReporter extends Startable {
  report(error: unknown, place?: ErrorPlace): void;
}

/**
 * Reports to Sentry if a DSN is configured: the type of the error, where in the code it happened, and its place. Otherwise nothing is reported, and
 * Sentry's package is not loaded.
 */
export function createErrorReporter(config: Config): ErrorReporter {
  return config.SENTRY_DSN === null ? noReporter : createSentryReporter(config.SENTRY_DSN, config);
}

const noReporter: ErrorReporter = {
  start: async () => undefined,
  stop: async () => undefined,
  report: () => undefined,
};

type Sentry = typeof import('@sentry/node');

const FLUSH_TIMEOUT_MS = 2_000;

function createSentryReporter(dsn: string, { SENTRY_RELEASE, SENTRY_ENVIRONMENT }: Config): ErrorReporter {
  let sentry: Sentry | undefined;
  return {
    start: async () => {
      sentry ??= await loadOptional('@sentry/node', 'SENTRY_DSN', () => import('@sentry/node'));
      sentry.init({
        dsn,
        ...(SENTRY_RELEASE === null ? {} : { release: SENTRY_RELEASE }),
        ...(SENTRY_ENVIRONMENT === null ? {} : { environment: SENTRY_ENVIRONMENT }),
        // The integrations would add sensitive data to each report: addresses, headers, earlier log lines, local variables.
        defaultIntegrations: false,
        // Sentry fills in the name of the machine.
        beforeSend: ({ server_name: _, ...event }) => event,
      });
    },
    stop: async () => {
      await sentry?.close(FLUSH_TIMEOUT_MS);
    },
    report: (error, place) => {
      sentry?.captureException(withoutText(error), place === undefined ? {} : { tags: { ...place } });
    },
  };
}
