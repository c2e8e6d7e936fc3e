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
    },
    format === 'pretty' ? await prettyLines() : destination({ dest: process.stderr.fd, sync: false }),
  );
}

async function prettyLines(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ destination: process.stderr.fd, sync: true, colorize: process.stderr.isTTY });
}
