import { isMemexError } from '@memex/core';
import type { Probe, Startable } from '@memex/core/ports';
import type { Composition } from '../composition/composition.js';
import type { Config } from '../config/config.js';
import type { Announce } from '../observe/announce.js';

/** What a process tells when it starts: a line, and facts with their names. */
export type Banner = readonly [line: string, facts: Readonly<Record<string, string>>];

/** Tells about the process when it starts, after the parts that start before it. */
export function startupBanner(announce: Announce, banner: () => Promise<Banner>): Startable {
  return {
    start: async () => announce(...(await banner())),
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

/** Where data and jobs are. */
export async function placesOf(parts: Pick<Composition, 'memex' | 'jobs'>): Promise<Banner[1]> {
  return { Data: await placeOf(await parts.memex()), Jobs: await placeOf((await parts.jobs()).queue) };
}
