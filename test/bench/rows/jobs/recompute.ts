import { RedisQueue, type RedisQueueOptions } from '@memex/adapter-queue';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { type AnalyticalStore, type Analytics, createMemex } from '@memex/core';
import { AnalyticJobs, createAnalytics, jobHandler, startAll, stopAll } from '@memex/core/toolkit';
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
    const analytics = createAnalytics({ store });
    const ids = await fill(store, analytics);
    let runs = 0;
    return {
      memex: {
        measure: () =>
          aSecond(() => byWorkers(store, analytics, { url: redis.url, prefix: `bench-${runs++}` })),
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
  analytics: Analytics,
  options: RedisQueueOptions,
): Promise<void> {
  const producer = new RedisQueue(options);
  const workers = Array.from({ length: WORKERS }, () => new RedisQueue(options));
  const queues = [producer, ...workers];
  await startAll(queues);
  const update = jobHandler(analytics);
  let left = ANALYTICS;
  const done = new Promise<void>((resolve) => {
    for (const queue of workers) {
      queue.consume(
        async (...job) => {
          await update(...job);
          if (--left === 0) resolve();
        },
        { concurrency: 4 },
      );
    }
  });
  await new AnalyticJobs({ store: store.analytics, queue: producer }).request({});
  await done;
  await stopAll(queues);
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
