import { createRedisJobs } from '@memex/adapter-queue';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { type AnalyticalStore, type Analytics, createMemex } from '@memex/core';
import type { JobHandler } from '@memex/core/ports';
import { startAll, stopAll } from '@memex/core/toolkit';
import { createFolder } from '../../../src/folder.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../../../src/samples.js';
import { ownRedis } from '../../redis.js';
import type { Row } from '../../row.js';

const ANALYTICS = 1_000;
const WORKERS = 2;
const MESSAGES = 5_000;

const TIMESPAN = { type: 'fixed', start: SAMPLE_RANGE.fromTime, end: SAMPLE_RANGE.toTime } as const;

/** In turn. */
const METRICS = [
  { type: 'count', dimension: 'user', metric: 'total' },
  { type: 'count', dimension: 'user', metric: 'new' },
  { type: 'count', dimension: 'message', metric: 'requests' },
  { type: 'count', dimension: 'conversation', metric: 'total' },
  { type: 'count', dimension: 'dialogue', metric: 'intents' },
  { type: 'segmentation', dimension: 'message', metric: 'all' },
] as const;

export const recompute: Row = {
  name: 'recompute',
  work: `${ANALYTICS} analytics over ${MESSAGES} messages recomputed by ${WORKERS} workers, through Redis`,
  against: 'a bare loop over the same store, which computes one after the other',
  unit: 'analytics/s',
  atLeast: 0.8,
  prepare: async () => {
    const redis = await ownRedis();
    const folder = await createFolder();
    const store = createSqliteStore({ path: folder.path });
    const { analytics } = createMemex({ store });
    const ids = await fill(store, analytics);
    let runs = 0;
    return {
      memex: {
        measure: () => aSecond(() => byWorkers(store, { url: redis.url, prefix: `bench-${runs++}` })),
        [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
      },
      bare: {
        measure: () =>
          aSecond(async () => {
            for (const id of ids) await analytics.update(id);
          }),
        [Symbol.asyncDispose]: () => store.stop(),
      },
    };
  },
};

/** From the request to recompute all until the last of them is computed. */
async function byWorkers(
  store: AnalyticalStore,
  options: Parameters<typeof createRedisJobs>[0],
): Promise<void> {
  const producer = createRedisJobs(options);
  const consumers = Array.from({ length: WORKERS }, () => createRedisJobs(options));
  let left = ANALYTICS;
  let onDone = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    onDone = resolve;
  });
  const observe = (handler: JobHandler): JobHandler => {
    return async (...job) => {
      await handler(...job);
      if (--left === 0) onDone();
    };
  };
  const workers = consumers.map((jobs) => createMemex({ store, jobs }).worker({ concurrency: 4, observe }));
  const parts = [producer, ...consumers, ...workers];
  await startAll(parts);
  await createMemex({ store, jobs: producer }).analytics.request({});
  await done;
  await stopAll(parts);
}

async function aSecond(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (ANALYTICS / (performance.now() - begin)) * 1_000;
}

/** Fills a store with messages, and defines analytics; their ids. */
async function fill(store: AnalyticalStore, analytics: Analytics): Promise<readonly string[]> {
  await store.start();
  const { messages } = createMemex({ store });
  const make = createSamples();
  for (let stored = 0; stored < MESSAGES; stored += 1_000) await messages.append(make(1_000));
  const ids: string[] = [];
  while (ids.length < ANALYTICS) {
    const metric = METRICS[ids.length % METRICS.length] ?? METRICS[0];
    ids.push(await analytics.define({ project: SAMPLE_PROJECT, timespan: TIMESPAN, ...metric }));
  }
  return ids;
}
