import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config/config.js';

export type { Logger } from 'pino';

/** Writes structured lines to stderr, synchronously, so that none is lost when the process exits. */
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

/** Describes an error without the extra fields of drivers, such as commands and requests, which contain secrets. */
function describe(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: undefined };
  const { name: type, message, stack, cause } = error;
  return { type, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
}

async function prettyLines(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ destination: process.stderr.fd, sync: true, colorize: process.stderr.isTTY });
}
