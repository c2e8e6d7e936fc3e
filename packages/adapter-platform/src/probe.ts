import { isMemexError } from '@memex/core';
import type { Probe } from '@memex/core/ports';
import { createPlatform, type PlatformOptions } from './platform.js';

/** The id of an application and a user that need not exist: "not found" is a valid response. */
const NOBODY = 'memex-check';

/**
 * Checks that the services that analytics need respond, with one call to each. None of them reports a version. `probe` throws what `Platform`
 * lists, and `ForbiddenError` if a service refuses the key.
 */
export function createPlatformProbe(options: PlatformOptions): Probe {
  const retry = { retries: 0, firstDelayMs: 0, maxDelayMs: 0 };
  const { hub, profiles, tasks } = createPlatform({ ...options, retry });
  return {
    async probe(call) {
      await Promise.all([
        ignoreNotFound(hub.app(NOBODY, call)),
        profiles.find(NOBODY, call),
        tasks.countTasks({ appId: NOBODY }, call),
      ]);
      return { name: 'platform', version: 'of unknown version', location: options.instance };
    },
  };
}

async function ignoreNotFound(answer: Promise<unknown>): Promise<void> {
  await answer.catch((error: unknown) => {
    if (!isMemexError(error, 'not_found')) throw error;
  });
}
