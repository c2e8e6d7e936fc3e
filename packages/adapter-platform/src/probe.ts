import { isMemexError } from '@memex/core';
import type { Probe } from '@memex/core/ports';
import { createPlatform, type PlatformOptions } from './platform.js';

/** Names an application and a user that there need not be: that they are not there is an answer too. */
const NOBODY = 'memex-check';

/**
 * Asks the services that analytics are computed from whether they answer, once each. None of them tells a version.
 *
 * @throws of `probe`: what `Platform` lists; `ForbiddenError` where a service refuses the key.
 */
export function createPlatformProbe(options: PlatformOptions): Probe {
  const retry = { retries: 0, firstDelay: 0, longestDelay: 0 };
  const { hub, profiles, tasks } = createPlatform({ ...options, retry });
  return {
    async probe(call) {
      await Promise.all([
        orNotThere(hub.app(NOBODY, call)),
        profiles.find(NOBODY, call),
        tasks.countTasks({ appId: NOBODY }, call),
      ]);
      return { name: 'platform', version: 'of unknown version', location: options.instance };
    },
  };
}

async function orNotThere(answer: Promise<unknown>): Promise<void> {
  await answer.catch((error: unknown) => {
    if (!isMemexError(error, 'not_found')) throw error;
  });
}
