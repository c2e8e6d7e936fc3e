import type { Startable } from '@memex/core/ports';
import { startAll, stopAll } from '@memex/core/toolkit';
import { type Composition, type CompositionOptions, compose } from '../composition/composition.js';
import type { Config } from '../config/config.js';
import { endOnCrash } from '../observe/crash.js';
import { EXIT } from '../terminal/cli-error.js';
import { inParallel } from './in-parallel.js';
import { firstSignal } from './signals.js';

/**
 * Runs until a signal: then it takes no more work, finishes what it has, closes what it has open, and is done.
 *
 * @param takers - What takes work from outside, in the order in which it starts; what it works with is started before.
 */
export async function runUntilSignal(
  config: Config,
  options: CompositionOptions,
  takers: (parts: Composition) => Promise<readonly Startable[]>,
): Promise<number> {
  const signal = firstSignal();
  const parts = await compose(config, options);
  const { logger, errors } = parts;
  const started = [errors, await parts.memex(), inParallel(await takers(parts))];
  endOnCrash(logger, errors);

  await startAll(started);
  logger.info({ signal: await signal }, 'stopping');
  await stopAll(started);
  logger.info('stopped');
  return EXIT.done;
}
