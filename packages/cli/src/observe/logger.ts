import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config/config.js';

export type { Logger } from 'pino';

/** Structured lines on stderr. What is written is flushed when the process ends. */
export async function createLogger({ LOG_LEVEL, LOG_FORMAT }: Config): Promise<Logger> {
  const format = LOG_FORMAT ?? (process.stderr.isTTY ? 'pretty' : 'json');
  return pino(
    {
      level: LOG_LEVEL,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describe },
    },
    format === 'pretty' ? await prettyLines() : destination({ dest: process.stderr.fd, sync: false }),
  );
}

interface Described {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause?: Described;
}

/** What an error says, without what drivers hang onto theirs: commands and requests, with the secrets in them. */
function describe(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: undefined };
  const { name: type, message, stack, cause } = error;
  return { type, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
}

async function prettyLines(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ destination: process.stderr.fd, sync: true, colorize: process.stderr.isTTY });
}
