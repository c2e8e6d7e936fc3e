import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { watchMemory } from '../src/memory.js';
import { p99OfOthers } from '../src/others.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { walkAnswers } from '../src/walk.js';

const MEBI = 1_048_576;
const LARGE = 40;
const AT_ONCE = 16;
const MAX_PAGE_BYTES = 16 * MEBI;
/** Six of the largest pages at once, each as text, as bytes and on its way between threads, and what the accumulator has not taken yet. */
const MAX_MEBIBYTES = 640;
const PHASE_MS = 1_000;

test(`P11 ${AT_ONCE} readers of the largest pages get every message, in a bounded memory`, async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url, AT_ONCE + 4);
  const value = 'x'.repeat(MEBI - 2_000);
  const project = SAMPLE_PROJECT;
  const sent = {
    type: 'notification',
    channel: 'WEB',
    userId: 'u',
    project,
    timestamp: SAMPLE_RANGE.fromTime,
  } as const;
  for (let posted = 0; posted < LARGE; posted++) {
    const message = { ...sent, messageId: `large-${posted}`, content: { type: 'text', value } } as const;
    traceIdsOf(await post(client, [message]));
  }
  traceIdsOf(await post(client, createSamples({ project: 'other' })(1)));
  const small = { path: '/messages', query: { ...SAMPLE_RANGE, project: 'other', maxSize: '1' } };
  const pages: number[] = [];
  const readAll = async (): Promise<number> => {
    const query = { ...SAMPLE_RANGE, project: SAMPLE_PROJECT, maxSize: '10000' };
    let read = 0;
    for await (const { items, text } of walkAnswers(client, '/messages', query)) {
      pages.push(Buffer.byteLength(text));
      read += items.length;
    }
    return read;
  };
  // The store's own cache fills once, whoever reads.
  await readAll();
  const unhurt = await p99OfOthers(client, small, PHASE_MS);
  const memory = await watchMemory(server.pid);
  const readers = Promise.all(Array.from({ length: AT_ONCE }, readAll));
  const attacked = await p99OfOthers(client, small, PHASE_MS);
  const read = await readers;
  const growth = await memory.growth();
  printFigure('P11', `${AT_ONCE} readers of ${LARGE} messages of 1 MiB`, {
    'largest page, MiB': (Math.max(...pages) / MEBI).toFixed(1),
    'memory growth, MiB': Math.round(growth),
    "others' p99, ms": attacked.toFixed(1),
    'quiet, ms': unhurt.toFixed(1),
  });
  expect(read).toEqual(new Array(AT_ONCE).fill(LARGE));
  // The page's own brackets and commas come on top of its messages.
  expect(Math.max(...pages)).toBeLessThanOrEqual(MAX_PAGE_BYTES + 1_000);
  expect(growth).toBeLessThan(MAX_MEBIBYTES);
}, 120_000);
