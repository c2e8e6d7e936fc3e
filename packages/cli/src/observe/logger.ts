import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { CommandName } from '../config/command-names.js';
import type { Config } from '../config/config.js';
import { ownVersion } from '../terminal/version.js';
import type { LogLines } from './log-lines.js';

export type { Logger } from 'pino';

/** In which form lines are written, if the configuration does not say. */
export function logFormatOf({ LOG_FORMAT }: Config): 'json' | 'pretty' {
  return LOG_FORMAT ?? (process.stderr.isTTY ? 'pretty' : 'json');
}

/**
 * Writes structured lines to stderr; what is not written yet when the process exits is written then. Each line names its process, since lines of
 * many processes end up in one place.
 */
export async function createLogger(config: Config, command: CommandName): Promise<Logger> {
  const lines = standardError();
  return pino(
    {
      level: config.LOG_LEVEL,
      base: { process: command, pid: process.pid, version: ownVersion() },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describe },
    },
    logFormatOf(config) === 'pretty' ? (await import('./pretty-lines.js')).prettyLines(lines) : lines,
  );
}

/** Lines that cannot be written are kept up to this many bytes. */
const MAX_UNWRITTEN_BYTES = 4 * 1_048_576;

/** Where lines of both forms end up. */
function standardError(): LogLines {
  const lines = destination({ dest: process.stderr.fd, sync: false, maxLength: MAX_UNWRITTEN_BYTES });
  // A full disk ends no service. Each new line tries again to write those before it; there is nowhere else to tell of it. At the end of the process, what cannot
  // be written is lost: it would be tried for ever.
  const flush = lines.flushSync.bind(lines);
  lines.on('error', () => {
    lines.flushSync = () => undefined;
  });
  lines.on('write', () => {
    lines.flushSync = flush;
  });
  return lines;
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
