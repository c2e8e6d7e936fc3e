import type { Startable } from '@memex/core/ports';
import { startAll, stopAll } from '@memex/core/toolkit';
import type { Container } from 'inversify';
import { compose, ERRORS, JOBS, LOGGER, MEMEX } from '../composition.js';
import type { Config } from '../config/config.js';
import { endOnCrash } from '../observe/crash.js';
import { EXIT } from '../refusal.js';
import { together } from '../together.js';
import { firstSignal } from './signals.js';

/**
 * Runs until a signal: then it takes no more work, finishes what it has, closes what it has open, and is done.
 *
 * @param takers - What takes work from outside, in the order in which it starts; what it works with is started before.
 */
export async function runUntilSignal(
  config: Config,
  takers: (parts: Container) => readonly Startable[],
): Promise<number> {
  const signal = firstSignal();
  const container = await compose(config);
  const logger = container.get(LOGGER);
  const errors = container.get(ERRORS);
  const parts = [errors, container.get(MEMEX), container.get(JOBS), together(takers(container))];
  endOnCrash(logger, errors);

  await startAll(parts);
  logger.info({ signal: await signal }, 'stopping');
  await stopAll(parts);
  logger.info('stopped');
  return EXIT.done;
}
