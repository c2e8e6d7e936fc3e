import { request } from 'undici';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { commonElasticsearch, dropIndices, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { watchMemory } from '../src/memory.js';
import { fill } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { type ServerOptions, startServer } from '../src/server.js';
import { walk } from '../src/walk.js';

const MESSAGES = process.env.FULL === '1' ? 1_000_000 : 50_000;

test(`P17 an export of ${MESSAGES} messages from the embedded store streams`, async () => {
  await using folder = await createFolder();
  await expectStreaming('embedded', { folder: folder.path }, 10_000);
}, 900_000);

const { url, skipped } = await commonElasticsearch();

test.skipIf(url === '')(
  `P17 an export of ${MESSAGES} messages streams from Elasticsearch${skipped}`,
  async () => {
    await dropIndices(url, 'message-*');
    await expectStreaming('Elasticsearch', { environment: storedAt(url) }, 1_000);
    await dropIndices(url, 'message-*');
  },
  900_000,
);

async function expectStreaming(store: string, options: ServerOptions, pageSize: number): Promise<void> {
  const query = { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: String(pageSize) };
  {
    await using server = await startServer(options);
    await using client = createClient(server.url);
    await fill(client, createSamples(), MESSAGES);
    await server.end('SIGTERM');
  }
  // A fresh process: its memory has not grown by the filling.
  await using server = await startServer(options);
  await using client = createClient(server.url, 1);
  const memory = await watchMemory(server.pid);
  const firstBytes: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    firstBytes.push(await millisToFirstByte(`${server.url}/messages?${new URLSearchParams(query)}`));
  }
  // What else the machine does meanwhile is no finding.
  const firstByte = Math.min(...firstBytes);
  const begin = performance.now();
  let walked = 0;
  try {
    for await (const page of walk(client, '/messages', query)) walked += page.length;
  } catch (error) {
    throw new Error(`the walk ended after ${walked}: ${server.output().slice(-1_000)}`, { cause: error });
  }
  const seconds = (performance.now() - begin) / 1_000;
  const growth = await memory.growth();
  printFigure('P17', `export, ${store}`, {
    messages: walked,
    'a second': Math.round(walked / seconds),
    'first byte, ms': Math.round(firstByte),
    'memory growth, MiB': Math.round(growth),
  });
  expect(walked).toBe(MESSAGES);
  expect(growth).toBeLessThan(150);
  expect(firstByte).toBeLessThan(1_000);
}

/** A body's first byte, not its headers. */
async function millisToFirstByte(url: string): Promise<number> {
  const begin = performance.now();
  const { body } = await request(url);
  let first: number | undefined;
  for await (const _ of body) first ??= performance.now() - begin;
  return first ?? Number.NaN;
}
