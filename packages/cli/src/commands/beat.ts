import { requireBroker } from '../composition/jobs.js';
import { runMonitored } from './monitored.js';
import type { Run } from './run.js';
import { placesOf, schedulerTimes } from './startup-banner.js';

/** Runs the scheduler: at the configured times, it requests all analytics that are due. If several run, only one does it. */
export const beat: Run = async ({ config, version }) => {
  requireBroker(config, 'beat');
  return runMonitored(config, {
    command: 'beat',
    banner: async (parts) => [
      `Memex ${version} requests analytics that are due, at ${schedulerTimes(config)}`,
      await placesOf(parts),
    ],
    work: (parts) => parts.scheduler(),
  });
};
