import { refuseWithoutBroker } from '../jobs/jobs.js';
import { beatTimes, greeting, placeOf } from './greeting.js';
import type { Run } from './run.js';
import { runUntilSignal } from './until-signal.js';

/** Queues every analytic that is due, when it is time. Several may run, and one fires. */
export const beat: Run = async ({ config, version }) => {
  refuseWithoutBroker(config, 'beat');
  return runUntilSignal(config, { isMeasured: false }, async (parts) => {
    const greet = greeting(async () => [
      `Memex ${version} queues what is due at ${beatTimes(config)}`,
      `Data: ${await placeOf(await parts.memex())}`,
      `Jobs: ${await placeOf((await parts.jobs()).queue)}`,
    ]);
    return [greet, await parts.beat()];
  });
};
