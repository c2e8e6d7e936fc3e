import { join } from 'node:path';
import { compute, define, results } from '../../src/analytics.js';
import { createClient } from '../../src/client.js';
import { createFolder } from '../../src/folder.js';
import { SAMPLE_PROJECT } from '../../src/samples.js';
import { startServer } from '../../src/server.js';
import { answersASecond, postsOf } from '../load.js';
import type { Row, Size } from '../row.js';
import { startScript } from '../script.js';

export const postBatches: Row = {
  name: 'post-100',
  work: 'POST /messages, 100 a request, 16 connections',
  against: 'a script that inserts the same rows into the same tables, one synced transaction a 100',
  unit: 'messages/s',
  atLeast: 0.5,
  prepare: (size) => prepare(size, 100),
};

export const postBatchesAsked: Row = {
  ...postBatches,
  name: 'post-100-asked',
  work: 'POST /messages, 100 a request, 16 connections, while analytics are computed one after the other',
  prepare: async (size) => {
    const sides = await prepare(size, 100);
    return { ...sides, memex: { ...sides.memex, measure: () => whileAsked(sides.url, sides.memex.measure) } };
  },
};

export const postSingles: Row = {
  name: 'post-1',
  work: 'POST /messages, 1 a request, 16 connections',
  against: 'a script that inserts the same rows into the same tables, one synced transaction a row',
  unit: 'messages/s',
  atLeast: 2,
  prepare: (size) => prepare(size, 1),
};

export const postSinglesAsked: Row = {
  ...postSingles,
  name: 'post-1-asked',
  work: 'POST /messages, 1 a request, 16 connections, while analytics are computed one after the other',
  prepare: async (size) => {
    const sides = await prepare(size, 1);
    return { ...sides, memex: { ...sides.memex, measure: () => whileAsked(sides.url, sides.memex.measure) } };
  },
};

export const postSinglesToKoa: Row = {
  name: 'post-1-koa',
  work: 'POST /messages, 1 a request, 16 connections',
  against: 'Koa and @koa/router that parse it and insert the same row in one synced transaction, unchecked',
  unit: 'messages/s',
  atLeast: 1,
  prepare: async ({ seconds }) => {
    const folder = await createFolder();
    const server = await startServer({ folder: join(folder.path, 'memex') });
    const koa = await startScript('bare/koa-insert', [join(folder.path, 'bare')]);
    const requests = postsOf(1);
    const rate = (url: string) => answersASecond({ url, connections: CONNECTIONS, seconds, requests });
    return {
      memex: {
        measure: () => rate(server.url),
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      },
      bare: {
        measure: () => rate(`http://127.0.0.1:${koa.ready}`),
        [Symbol.asyncDispose]: async () => {
          await koa[Symbol.asyncDispose]();
          await folder[Symbol.asyncDispose]();
        },
      },
    };
  },
};

const CONNECTIONS = 16;

async function prepare({ seconds }: Size, batch: number) {
  const folder = await createFolder();
  const server = await startServer({ folder: join(folder.path, 'memex') });
  const script = await startScript('bare/insert', [join(folder.path, 'bare'), String(batch)]);
  const requests = postsOf(batch);
  return {
    url: server.url,
    memex: {
      measure: async () =>
        batch * (await answersASecond({ url: server.url, connections: CONNECTIONS, seconds, requests })),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    },
    bare: {
      measure: () => script.ask(seconds),
      [Symbol.asyncDispose]: async () => {
        await script[Symbol.asyncDispose]();
        await folder[Symbol.asyncDispose]();
      },
    },
  };
}

/** Measures while analytics of all that was stored are computed, one after the other. */
async function whileAsked(url: string, measure: () => Promise<number>): Promise<number> {
  await using client = createClient(url);
  const ids = (await Promise.all(ASKED.map((asked) => define(client, { ...asked, ...ALL }, 1)))).flat();
  let isOver = false;
  const ask = async (): Promise<void> => {
    while (!isOver) {
      const before = new Date().toISOString().slice(0, -1);
      await Promise.all(ids.map((id) => compute(client, id)));
      await results(client, ids, before);
    }
  };
  const asking = ask();
  const rate = await measure();
  isOver = true;
  await asking;
  return rate;
}

const ALL = { project: SAMPLE_PROJECT, timespan: { type: 'moving', value: 'all' } } as const;

const ASKED = [
  { type: 'count', dimension: 'user', metric: 'total' },
  { type: 'count', dimension: 'message', metric: 'requests', interval: 'month' },
  { type: 'aggregation', aggregation: 'avg', field: 'metadata.attempt' },
] as const;
