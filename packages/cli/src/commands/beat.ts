import { refuseWithoutBroker } from '../composition/jobs.js';
import { runMonitored } from './monitored.js';
import type { Run } from './run.js';
import { beatTimes, placeOf } from './startup-banner.js';

/** Queues every analytic that is due, when it is time. Several may run, and one fires. */
export const beat: Run = async ({ config, version }) => {
  refuseWithoutBroker(config, 'beat');
  return runMonitored(
    config,
    async (parts) => [
      `Memex ${version} queues what is due at ${beatTimes(config)}`,
      `Data: ${await placeOf(await parts.memex())}`,
      `Jobs: ${await placeOf((await parts.jobs()).queue)}`,
    ],
    (parts) => parts.beat(),
  );
};
