import { setFlagsFromString } from 'node:v8';
import type { Startable } from '@memex/core/ports';
import type { Composition } from '../composition/composition.js';
import { brokerOf } from '../composition/jobs.js';
import type { Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import type { Logger } from '../observe/logger.js';
import type { CommandOptions, Run } from './run.js';
import { placeOf, schedulerTimes, startupBanner } from './startup-banner.js';
import { runUntilSignal } from './until-signal.js';

/** Serves the HTTP API. Without a broker, it also runs the jobs and the scheduler. */
export const serve: Run = (options) =>
  runUntilSignal(options.config, { command: 'serve', isMeasured: true }, (parts) =>
    createService(options, parts),
  );

/** The parts of a process that serves, in the order in which they start. */
export async function createService(
  { config, version }: Pick<CommandOptions, 'config' | 'version'>,
  parts: Composition,
): Promise<readonly Startable[]> {
  limitGarbage();
  const doesJobs = brokerOf(config) === undefined;
  const server = await parts.server();
  const banner = startupBanner(parts.announce, async () => {
    warnIfUnauthenticated(config, parts.logger);
    return [
      `Memex ${version} listens on ${server.url}`,
      {
        Data: await placeOf(await parts.memex()),
        Jobs: doesJobs
          ? `run in this process, and so does the beat (${schedulerTimes(config)})`
          : `wait for \`memex worker\` in ${await placeOf((await parts.jobs()).queue)}`,
        Dashboard: `${server.url}/`,
        Documentation: `${server.url}/documentation/ui`,
      },
    ];
  });
  const rate = await parts.rate();
  return [
    ...(rate === undefined ? [] : [rate]),
    server,
    banner,
    ...(doesJobs ? [await parts.worker(), await parts.scheduler()] : []),
  ];
}

/** All these flags were measured: they do not slow down writes. */
function limitGarbage(): void {
  // From the first requests, V8 concludes that their objects live long. It would then allocate those of all later requests in old space, where
  // only a major garbage collection frees them: four times as much garbage.
  setFlagsFromString('--no-allocation-site-pretenuring');
  // Collects the heap after it has grown by half, not threefold: walks over large pages take 50 MiB less.
  setFlagsFromString('--heap-growing-percent=50');
  // Keeps the young generation small. On Node 24, it would take a quarter of the memory of a walk.
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Warns once that anyone who can reach this machine can read and erase everything. */
function warnIfUnauthenticated({ WS_HOST, WS_APIKEYS }: Config, logger: Logger): void {
  if (WS_APIKEYS !== null || isLoopback(WS_HOST)) return;
  logger.warn(
    `WS_APIKEYS is not set, and ${WS_HOST} is reached from other machines: anyone there may do anything`,
  );
}
