import { createSqliteStore, type SqliteStoreOptions } from '@memex/adapter-sqlite';
import type { Descriptor } from '@memex/core/model';
import { absentPlatform, computeAll, parseTimestamp } from '@memex/core/toolkit';
import { SAMPLE_RANGE } from '../src/samples.js';

/** A store that is asked in this process. */
export interface AskedStore {
  /** Computes descriptors in one call; how many milliseconds it took. */
  time(...descriptors: readonly Descriptor[]): Promise<number>;
  end(): Promise<void>;
}

/** Starts a store on a folder. Its questions are asked at the end of the samples. */
export async function askingMemex(
  path: string,
  options: Omit<SqliteStoreOptions, 'path'> = {},
): Promise<AskedStore> {
  const store = createSqliteStore({ path, ...options });
  await store.start();
  const now = parseTimestamp(SAMPLE_RANGE.toTime)?.instant;
  if (now === undefined) throw new TypeError('the range of the samples ends at no instant');
  const sources = { ...store, platform: absentPlatform, clock: { now: () => now }, zone: 'UTC' };
  return {
    time: async (...descriptors) => {
      const begin = performance.now();
      await computeAll(descriptors, sources);
      return performance.now() - begin;
    },
    end: () => store.stop(),
  };
}
