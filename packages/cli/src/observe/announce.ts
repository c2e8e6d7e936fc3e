import type { Config } from '../config/config.js';
import { type Logger, logFormatOf } from './logger.js';

/** What a process says about itself, such as where it listens: a line, and facts with their names. */
export type Announce = (line: string, facts?: Readonly<Record<string, string>>) => void;

/**
 * Tells an operator what a process does, whatever LOG_LEVEL: as a line of the log where a program reads that, and as plain text where a person
 * does.
 */
export function createAnnounce(config: Config, logger: Logger): Announce {
  if (logFormatOf(config) === 'json') {
    const always = logger.child({}, { level: 'info' });
    return (line, facts = {}) =>
      always.info(
        Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name.toLowerCase(), fact])),
        line,
      );
  }
  return (line, facts = {}) => {
    const lines = [line, ...Object.entries(facts).map(([name, fact]) => `${name}: ${fact}`)];
    process.stderr.write(lines.map((one) => `${one}\n`).join(''));
  };
}
