import type { Startable } from '@memex/core/ports';
import { startAll, stopAll } from '@memex/core/toolkit';
import { type Composition, type CompositionOptions, compose } from '../composition/composition.js';
import type { Config } from '../config/config.js';
import { exitOnUncaughtError } from '../observe/crash.js';
import { EXIT } from '../terminal/cli-error.js';
import { inParallel } from './in-parallel.js';
import { firstSignal } from './signals.js';

/**
 * Runs until a signal. Then it takes no new work, finishes what it has, and closes everything.
 *
 * @param workers - The parts that take work from outside, in the order in which they start. Everything they need is started before them.
 */
export async function runUntilSignal(
  config: Config,
  options: CompositionOptions,
  workers: (parts: Composition) => Promise<readonly Startable[]>,
): Promise<number> {
  const signal = firstSignal();
  const parts = await compose(config, options);
  const { logger, errors } = parts;
  const started = [errors, await parts.memex(), inParallel(await workers(parts))];
  exitOnUncaughtError(logger, errors);

  await startAll(started);
  logger.info({ signal: await signal }, 'stopping');
  await stopAll(started);
  logger.info('stopped');
  return EXIT.done;
}
