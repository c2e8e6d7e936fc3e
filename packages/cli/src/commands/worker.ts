import { JOBS, MEMEX, WORKER } from '../composition.js';
import { refuseWithoutBroker } from '../jobs/jobs.js';
import { greeting, placeOf } from './greeting.js';
import type { Run } from './run.js';
import { runUntilSignal } from './until-signal.js';

/** Does jobs of the broker. Any number may, on any number of machines. */
export const worker: Run = async ({ config, version }) => {
  refuseWithoutBroker(config, 'worker');
  return runUntilSignal(config, (parts) => {
    const greet = greeting(async () => [
      `Memex ${version} does jobs, ${config.WORKER_CONCURRENCY} at the same time`,
      `Data: ${await placeOf(parts.get(MEMEX))}`,
      `Jobs: ${await placeOf(parts.get(JOBS).queue)}`,
    ]);
    return [greet, parts.get(WORKER)];
  });
};
