import { requireBroker } from '../composition/jobs.js';
import { runMonitored } from './monitored.js';
import type { Run } from './run.js';
import { placesOf } from './startup-banner.js';

/** Runs jobs of the broker. There can be any number of workers, on any number of machines. */
export const worker: Run = async ({ config, version }) => {
  requireBroker(config, 'worker');
  return runMonitored(config, {
    command: 'worker',
    banner: async (parts) => [
      `Memex ${version} runs jobs, ${config.WORKER_CONCURRENCY} at the same time`,
      await placesOf(parts),
    ],
    work: (parts) => parts.worker(),
  });
};
