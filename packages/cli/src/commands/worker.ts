import { refuseWithoutBroker } from '../composition/jobs.js';
import { runMonitored } from './monitored.js';
import type { Run } from './run.js';
import { placeOf } from './startup-banner.js';

/** Does jobs of the broker. Any number may, on any number of machines. */
export const worker: Run = async ({ config, version }) => {
  refuseWithoutBroker(config, 'worker');
  return runMonitored(
    config,
    async (parts) => [
      `Memex ${version} does jobs, ${config.WORKER_CONCURRENCY} at the same time`,
      `Data: ${await placeOf(await parts.memex())}`,
      `Jobs: ${await placeOf((await parts.jobs()).queue)}`,
    ],
    (parts) => parts.worker(),
  );
};
