import { setFlagsFromString } from 'node:v8';
import { brokerOf } from '../composition/jobs.js';
import type { Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import type { Logger } from '../observe/logger.js';
import type { Run } from './run.js';
import { beatTimes, placeOf, startupBanner } from './startup-banner.js';
import { runUntilSignal } from './until-signal.js';

/** Serves the HTTP API. Without a broker it does the jobs, and is the beat, as well. */
export const serve: Run = ({ config, version }) => {
  keepGarbageSmall();
  return runUntilSignal(config, { isMeasured: true }, async (parts) => {
    const doesJobs = brokerOf(config) === undefined;
    const server = await parts.server();
    const greet = startupBanner(async () => {
      warnIfUnauthenticated(config, parts.logger);
      return [
        `Memex ${version} listens on ${server.url}`,
        `Data: ${await placeOf(await parts.memex())}`,
        doesJobs
          ? `Jobs and the beat (${beatTimes(config)}) run in this process`
          : `Jobs wait for \`memex worker\` in ${await placeOf((await parts.jobs()).queue)}`,
        `Documentation: ${server.url}/documentation/ui`,
      ];
    });
    return [server, greet, ...(doesJobs ? [await parts.worker(), await parts.beat()] : [])];
  });
};

/** All were measured: they cost posts nothing. */
function keepGarbageSmall(): void {
  // V8 learns from the first requests that what they hold lives long, makes it for all later ones where only a major garbage collection
  // frees it, and keeps whatever it points to: four times as much to collect.
  setFlagsFromString('--no-allocation-site-pretenuring');
  // The heap may grow by half before it is collected, not to thrice its size: walks over large pages take 50 MiB less.
  setFlagsFromString('--heap-growing-percent=50');
  // Nor does the space of new objects grow, which on Node 24 takes a quarter of what a walk does.
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Says once that whoever reaches the machine can read and erase everything. */
function warnIfUnauthenticated({ WS_HOST, WS_APIKEYS }: Config, logger: Logger): void {
  if (WS_APIKEYS !== null || isLoopback(WS_HOST)) return;
  logger.warn(
    `WS_APIKEYS is not set, and ${WS_HOST} is reached from other machines: anyone there may do anything`,
  );
}
