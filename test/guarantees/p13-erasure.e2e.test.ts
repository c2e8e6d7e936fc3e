import type { DescriptorInput, MessageInput } from '@memex/core';
import { formatInstant, systemClock } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder, filesHolding } from '../src/folder.js';
import { fill, post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { walk } from '../src/walk.js';

/** Occurs in each thing that the user's messages hold, and in nothing else. */
const MARKER = 'zq7-forget-me-zq7';
const BEFORE = 5_000;
const OTHERS = 5_000;
const WRITERS = 4;

test('P13 after an erasure nothing of the user is anywhere', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  const makeMarked = createMarked();
  await fill(client, createSamples({ seed: 2 }), OTHERS);
  await fill(client, makeMarked, BEFORE);
  expect(await filesHolding(folder.path, MARKER)).not.toEqual([]);
  const analytics = await Promise.all(COUNTED.map((one) => defineOne(client, one)));
  const before = await countsOf(client, analytics);

  let erasing = true;
  const during: string[] = [];
  let sent = 0;
  const write = async (): Promise<void> => {
    while (erasing) {
      const ids = traceIdsOf(await post(client, makeMarked(1), { 'idempotency-key': `${MARKER}-${sent++}` }));
      if (erasing) during.push(...ids);
    }
  };
  const writers = Array.from({ length: WRITERS }, write);
  const erasure = await client.send({ method: 'DELETE', path: '/messages', query: { userId: MARKER } });
  erasing = false;
  await Promise.all(writers);
  expect(erasure).toMatchObject({
    status: 200,
    body: { status: 'Ok: messages deleted', code: 200, logs: 'kept' },
  });
  const survivors = await survivorsOf(client, during);

  // What arrived after that erasure is erased by another, so that the bytes of the files can be judged.
  const again = await client.send({ method: 'DELETE', path: '/messages', query: { userId: MARKER } });
  expect(again.status).toBe(200);
  const files = await filesHolding(folder.path, MARKER);
  const answers = await markedAnswers(client);
  const after = await countsOf(client, analytics);
  printFigure('P13', 'erasure', {
    'messages before': BEFORE,
    'acknowledged meanwhile': during.length,
    'of these left': survivors.length,
    'files with a trace': files.length,
    'answers with a trace': answers,
    'users, new users and conversations before': before.join(' '),
    after: after.join(' '),
  });
  expect(after).toEqual(before.map((count) => count - 1));
  expect({ survivors, files, answers }).toEqual({ survivors: [], files: [], answers: 0 });
  expect(during.length).toBeGreaterThan(0);
  const others = await client.send({
    path: '/messages',
    query: { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '10000' },
  });
  expect(others.body).toHaveLength(OTHERS);
}, 120_000);

test('P13 an erasure that is misspelt is refused and erases nothing', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  const count = 100;
  await fill(client, createMarked(), count);
  const path = '/messages';
  const erasures = [
    { method: 'DELETE', path, query: { userId: MARKER, projct: 'other' } },
    { method: 'DELETE', path, query: { userId: MARKER, Project: 'other' } },
    { method: 'DELETE', path, query: { userId: MARKER, project: '' } },
    { method: 'DELETE', path, query: { userId: MARKER }, json: { project: 'other' } },
    { method: 'DELETE', path: '/message', query: { traceId: '' } },
  ] as const;
  const answers = await Promise.all(erasures.map((erasure) => client.send(erasure)));
  const left = await client.send({
    path: '/messages',
    query: { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, userId: MARKER },
  });
  printFigure('P13', 'misspelt erasures', {
    sent: erasures.length,
    refused: answers.filter(({ status }) => status === 400).length,
    'messages before': count,
    after: Array.isArray(left.body) ? left.body.length : 'unknown',
  });
  expect(answers.map(({ status }) => status)).toEqual(erasures.map(() => 400));
  expect(left.body).toHaveLength(count);
});

/** Counts that the user is in, once each; who is new is known by what came before, which is gone. */
const COUNTED: readonly DescriptorInput[] = [
  USERS,
  { ...USERS, metric: 'new' },
  { ...USERS, dimension: 'conversation', metric: 'total' },
];

async function defineOne(client: Client, descriptor: DescriptorInput): Promise<string> {
  const [id = ''] = await define(client, descriptor, 1);
  return id;
}

/** What analytics count when they are computed now. */
async function countsOf(client: Client, ids: readonly string[]): Promise<readonly number[]> {
  const now = formatInstant(systemClock.now());
  for (const id of ids) await compute(client, id);
  const found = await results(client, ids, now);
  return found.map((result) => (result.type === 'count' ? result.count : Number.NaN));
}

/** Messages of one user, who is named in every place that can name one. */
function createMarked(): (count: number) => MessageInput[] {
  const make = createSamples();
  return (count) =>
    make(count).map((message) => ({
      ...message,
      userId: MARKER,
      messageId: `${MARKER}-${message.messageId}`,
      conversationId: `${MARKER}-conversation`,
      content: { type: 'text', value: `My name is ${MARKER}, “${MARKER}”.`, buttons: [] },
      metadata: { nested: [{ [MARKER]: MARKER }] },
    }));
}

async function survivorsOf(client: Client, traceIds: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(
    traceIds.map((traceId) => client.send({ path: '/message', query: { traceId } })),
  );
  return traceIds.filter((_, index) => answers[index]?.status !== 404);
}

async function markedAnswers(client: Client): Promise<number> {
  let found = 0;
  const listings = [
    walk(client, '/messages', { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '10000' }),
    walk(client, '/messages', { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, userId: MARKER }),
    walk(client, `/performance/conversation/${MARKER}-conversation`, {}),
  ];
  for (const listing of listings) {
    for await (const page of listing) if (JSON.stringify(page).includes(MARKER)) found++;
  }
  return found;
}
