import { requireBroker } from '../composition/jobs.js';
import { runMonitored } from './monitored.js';
import type { Run } from './run.js';
import { placeOf } from './startup-banner.js';

/** Runs jobs of the broker. There can be any number of workers, on any number of machines. */
export const worker: Run = async ({ config, version }) => {
  requireBroker(config, 'worker');
  return runMonitored(
    config,
    async (parts) => [
      `Memex ${version} runs jobs, ${config.WORKER_CONCURRENCY} at the same time`,
      `Data: ${await placeOf(await parts.memex())}`,
      `Jobs: ${await placeOf((await parts.jobs()).queue)}`,
    ],
    (parts) => parts.worker(),
  );
};
