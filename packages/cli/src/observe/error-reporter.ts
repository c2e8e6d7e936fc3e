import type { Startable } from '@memex/core/ports';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';

/** Where an error happened, without anything of what was sent: the request and its route, or the job. */
export type ErrorPlace = Readonly<Record<'requestId' | 'route', string>> | Readonly<Record<'job', string>>;

/** Tells the makers of errors that are theirs. Nothing is sent before `start`; `stop` waits for what is under way. */
export interface ErrorReporter extends Startable {
  report(error: unknown, place?: ErrorPlace): void;
}

/** Reports to Sentry where a DSN is configured; otherwise to nobody, and the package is not even loaded. */
export function createErrorReporter(config: Config): ErrorReporter {
  return config.SENTRY_DSN === null ? toNobody : toSentry(config.SENTRY_DSN, config);
}

const toNobody: ErrorReporter = {
  start: async () => undefined,
  stop: async () => undefined,
  report: () => undefined,
};

type Sentry = typeof import('@sentry/node');

const FLUSH_MS = 2_000;

function toSentry(dsn: string, { SENTRY_RELEASE, SENTRY_ENVIRONMENT }: Config): ErrorReporter {
  let sentry: Sentry | undefined;
  return {
    start: async () => {
      sentry ??= await loadSentry();
      sentry.init({
        dsn,
        ...(SENTRY_RELEASE === null ? {} : { release: SENTRY_RELEASE }),
        ...(SENTRY_ENVIRONMENT === null ? {} : { environment: SENTRY_ENVIRONMENT }),
        // Its integrations add what was on the wire to each report: addresses, headers, earlier log lines, local variables.
        defaultIntegrations: false,
      });
    },
    stop: async () => {
      await sentry?.close(FLUSH_MS);
    },
    report: (error, place) => {
      sentry?.captureException(error, place === undefined ? {} : { tags: { ...place } });
    },
  };
}

/** @throws CliError where the package, which weighs 95 MB and is installed by those who use it, is missing. */
async function loadSentry(): Promise<Sentry> {
  try {
    return await import('@sentry/node');
  } catch (cause) {
    throw new CliError(
      EXIT.misused,
      ['SENTRY_DSN is set, but the package @sentry/node is not installed: npm install @sentry/node@11'],
      { cause },
    );
  }
}
