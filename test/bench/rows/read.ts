import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../src/client.js';
import { createFolder } from '../../src/folder.js';
import { post, traceIdsOf } from '../../src/posting.js';
import { createSamples } from '../../src/samples.js';
import { startServer } from '../../src/server.js';
import { answersASecond } from '../load.js';
import type { Row, Side, Size } from '../row.js';
import { startScript } from '../script.js';

export const readOne: Row = {
  name: 'read-1',
  work: 'GET /message?traceId, 16 connections',
  against: 'Koa and @koa/router answering the same bytes from memory',
  unit: 'answers/s',
  atLeast: 0.6,
  prepare: (size) => prepare(size, (traceIds) => traceIds.map((traceId) => `/message?traceId=${traceId}`)),
};

export const health: Row = {
  name: 'health',
  work: 'GET /health, 16 connections',
  against: 'Koa and @koa/router answering the same bytes',
  unit: 'answers/s',
  atLeast: 0.9,
  prepare: (size) => prepare(size, () => ['/health']),
};

const CONNECTIONS = 16;
const MESSAGES = 1_000;

async function prepare({ seconds }: Size, pathsOf: (traceIds: readonly string[]) => readonly string[]) {
  const folder = await createFolder();
  const server = await startServer({ folder: join(folder.path, 'memex') });
  await using client = createClient(server.url);
  const traceIds = traceIdsOf(await post(client, createSamples()(MESSAGES)));
  const texts: Record<string, string> = { health: (await client.send({ path: '/health' })).text };
  for (const traceId of traceIds) {
    texts[traceId] = (await client.send({ path: '/message', query: { traceId } })).text;
  }
  const file = join(folder.path, 'texts.json');
  await writeFile(file, JSON.stringify(texts));
  const koa = await startScript('bare/koa', [file]);
  const requests = pathsOf(traceIds).map((path) => ({ method: 'GET' as const, path }));
  const side = (url: string, end: () => PromiseLike<void>): Side => ({
    measure: () => answersASecond({ url, connections: CONNECTIONS, seconds, requests }),
    [Symbol.asyncDispose]: end,
  });
  return {
    memex: side(server.url, () => server[Symbol.asyncDispose]()),
    bare: side(`http://127.0.0.1:${koa.ready}`, async () => {
      await koa[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    }),
  };
}
