import { refuseWithoutBroker } from '../jobs/jobs.js';
import { greeting, placeOf } from './greeting.js';
import type { Run } from './run.js';
import { runUntilSignal } from './until-signal.js';

/** Does jobs of the broker. Any number may, on any number of machines. */
export const worker: Run = async ({ config, version }) => {
  refuseWithoutBroker(config, 'worker');
  return runUntilSignal(config, { isMeasured: false }, async (parts) => {
    const greet = greeting(async () => [
      `Memex ${version} does jobs, ${config.WORKER_CONCURRENCY} at the same time`,
      `Data: ${await placeOf(await parts.memex())}`,
      `Jobs: ${await placeOf((await parts.jobs()).queue)}`,
    ]);
    return [greet, await parts.worker()];
  });
};
