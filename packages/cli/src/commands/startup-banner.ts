import { isMemexError } from '@memex/core';
import type { Probe, Startable } from '@memex/core/ports';
import type { Config } from '../config/config.js';

/** Tells whoever started the process what it is and where things are, once what stands before it is started. */
export function startupBanner(lines: () => Promise<readonly string[]>): Startable {
  return {
    start: async () => {
      process.stderr.write(`${(await lines()).join('\n')}\n`);
    },
    stop: async () => undefined,
  };
}

/** When the beat fires. */
export function beatTimes({ BEAT_CRON, BEAT_TIME_ZONE }: Config): string {
  return `${BEAT_CRON} in ${BEAT_TIME_ZONE}`;
}

/** Where a part is, and what. One that cannot serve yet heals by itself: that is no reason not to start. */
export async function placeOf(part: Probe): Promise<string> {
  try {
    const { name, version, location } = await part.probe();
    return `${location} (${name} ${version})`;
  } catch (error) {
    if (isMemexError(error, 'unavailable')) return `not available yet: ${error.message}`;
    throw error;
  }
}
