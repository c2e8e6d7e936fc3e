import { isMemexError, type Memex, startAll, stopAll } from '@memex/core';
import { compose, ERRORS, LOGGER, MEMEX, SERVER } from '../composition.js';
import type { Config } from '../config/config.js';
import { endOnCrash } from '../observe/crash.js';
import type { Logger } from '../observe/logger.js';
import { EXIT } from '../refusal.js';
import { greeting } from './greeting.js';
import type { Run } from './run.js';
import { firstSignal } from './signals.js';

/** Serves the HTTP API until a signal: then it takes no new request, finishes those it has, closes the store, and is done. */
export const serve: Run = async ({ config, version }) => {
  const signal = firstSignal();
  const container = await compose(config);
  const logger = container.get(LOGGER);
  const errors = container.get(ERRORS);
  const memex = container.get(MEMEX);
  const server = container.get(SERVER);
  const parts = [errors, memex, server];
  endOnCrash(logger, errors);

  await startAll(parts);
  process.stderr.write(greeting({ version, url: server.url, data: await dataOf(memex) }));
  warnOfOpenDoor(config, logger);

  logger.info({ signal: await signal }, 'stopping');
  await stopAll(parts);
  logger.info('stopped');
  return EXIT.done;
};

/** Where the data is. A store that cannot serve yet heals by itself: that is no reason not to start. */
async function dataOf(memex: Memex): Promise<string> {
  try {
    const { name, version, location } = await memex.probe();
    return `${location} (${name} ${version})`;
  } catch (error) {
    if (isMemexError(error) && error.code === 'unavailable') return `not available yet: ${error.message}`;
    throw error;
  }
}

/** Says once that whoever reaches the machine can read and erase everything. */
function warnOfOpenDoor({ WS_HOST, WS_APIKEYS }: Config, logger: Logger): void {
  if (WS_APIKEYS !== null || /^(localhost|127(\.\d+){3}|::1)$/.test(WS_HOST)) return;
  logger.warn(
    `WS_APIKEYS is not set, and ${WS_HOST} is reached from other machines: anyone there may do anything`,
  );
}
