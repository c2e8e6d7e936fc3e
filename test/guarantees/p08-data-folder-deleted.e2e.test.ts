import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { post } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { type Server, startServer } from '../src/server.js';
import { until } from '../src/wait.js';
import { walkField } from '../src/walk.js';

const WRITERS = 4;
const PROMISED_MS = 1_000;

interface Post {
  readonly begun: number;
  readonly status: number;
}

/** Writers that go on until they are ended, and what became of each post. */
function startWriters(server: Server) {
  const client = createClient(server.url, WRITERS);
  const make = createSamples();
  const posts: Post[] = [];
  const acknowledged: string[] = [];
  let ending = false;
  const write = async (): Promise<void> => {
    while (!ending) {
      const begun = performance.now();
      const batch = make(5);
      const { status } = await post(client, batch);
      posts.push({ begun, status });
      if (status === 201) acknowledged.push(...batch.map(({ messageId }) => messageId));
    }
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, write));
  return {
    posts,
    acknowledged,
    end: async () => {
      ending = true;
      await writing;
      await client[Symbol.asyncDispose]();
    },
  };
}

/** Asks until a call is answered so; the milliseconds that it took. */
async function millisUntil(status: number, url: string): Promise<number> {
  const begin = performance.now();
  await until(`${url} to answer ${status}`, async () => (await fetch(url)).status === status || undefined);
  return Math.round(performance.now() - begin);
}

const PAGE = `/messages?${new URLSearchParams({ project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '1' })}`;

test('P8 a data folder that is deleted under load is noticed within a second, and nothing is acknowledged after it', async () => {
  await using folder = await createFolder();
  const path = join(folder.path, 'data');
  await using server = await startServer({ folder: path });
  const writers = startWriters(server);
  await until('some posts', () => writers.posts.length > 50 || undefined);

  rmSync(path, { recursive: true });
  const deleted = performance.now();
  const [ready, read] = await Promise.all([
    millisUntil(503, `${server.url}/ready`),
    millisUntil(503, server.url + PAGE),
  ]);
  await until(
    'more posts',
    () => writers.posts.filter(({ begun }) => begun > deleted).length > 50 || undefined,
  );
  await writers.end();
  const after = writers.posts.filter(({ begun }) => begun > deleted);
  printFigure('P8', 'data folder deleted', {
    'acknowledged before': writers.acknowledged.length,
    'posts after': after.length,
    'of these acknowledged': after.filter(({ status }) => status === 201).length,
    'not ready after, ms': ready,
    'reads refused after, ms': read,
  });
  expect(new Set(after.map(({ status }) => status))).toEqual(new Set([503]));
  expect(ready).toBeLessThan(PROMISED_MS);
  expect(read).toBeLessThan(PROMISED_MS);
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
});

test('P8 a data folder that is moved away under load and put back is used again, and nothing acknowledged is lost', async () => {
  await using folder = await createFolder();
  const path = join(folder.path, 'data');
  await using server = await startServer({ folder: path });
  const writers = startWriters(server);
  await until('some posts', () => writers.posts.length > 50 || undefined);
  renameSync(path, `${path}-away`);
  await millisUntil(503, `${server.url}/ready`);
  renameSync(`${path}-away`, path);
  const back = performance.now();
  const ready = await millisUntil(200, `${server.url}/ready`);
  await until(
    'a post to be acknowledged',
    () => writers.posts.some(({ begun, status }) => begun > back && status === 201) || undefined,
  );
  await writers.end();
  await using client = createClient(server.url);
  const stored = new Set(
    await walkField(client, '/messages', { project: SAMPLE_PROJECT, ...SAMPLE_RANGE }, 'messageId'),
  );
  const missing = writers.acknowledged.filter((messageId) => !stored.has(messageId));
  printFigure('P8', 'data folder moved away and back', {
    acknowledged: writers.acknowledged.length,
    missing: missing.length,
    'ready again after, ms': ready,
  });
  expect(missing).toEqual([]);
});
