import { isMemexError } from '@memex/core';
import type { Probe, Startable } from '@memex/core/ports';
import type { Config } from '../config/config.js';

/** Prints lines about the process when it starts, after the parts that start before it. */
export function startupBanner(lines: () => Promise<readonly string[]>): Startable {
  return {
    start: async () => {
      process.stderr.write(`${(await lines()).join('\n')}\n`);
    },
    stop: async () => undefined,
  };
}

/** When the scheduler runs. */
export function schedulerTimes({ BEAT_CRON, BEAT_TIME_ZONE }: Config): string {
  return `${BEAT_CRON} in ${BEAT_TIME_ZONE}`;
}

/** Where a part is, and its version. A part that is unavailable may recover by itself, so it does not prevent the start. */
export async function placeOf(part: Probe): Promise<string> {
  try {
    const { name, version, location } = await part.probe();
    return `${location} (${name} ${version})`;
  } catch (error) {
    if (isMemexError(error, 'unavailable')) return `not available yet: ${error.message}`;
    throw error;
  }
}
