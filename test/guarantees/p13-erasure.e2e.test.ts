import { createSqliteStore } from '@memex/adapter-sqlite';
import { createAnalytics, type MessageInput } from '@memex/core';
import { expect, test } from 'vitest';
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
const OTHER_USERS = 500;
const WRITERS = 4;

test('P13 after an erasure nothing of the user is anywhere', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  const makeMarked = createMarked();
  await fill(client, createSamples({ seed: 2, users: OTHER_USERS }), OTHERS);
  await fill(client, makeMarked, BEFORE);
  expect(await filesHolding(folder.path, MARKER)).not.toEqual([]);

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
  expect(erasure).toMatchObject({ status: 200, body: { status: 'Ok: messages deleted', code: 200 } });
  const survivors = await survivorsOf(client, during);

  // What arrived after that erasure is erased by another, so that the bytes of the files can be judged.
  const again = await client.send({ method: 'DELETE', path: '/messages', query: { userId: MARKER } });
  expect(again.status).toBe(200);
  const files = await filesHolding(folder.path, MARKER);
  const answers = await markedAnswers(client);
  const counted = await countedAmong(folder.path);
  printFigure('P13', 'erasure', {
    'messages before': BEFORE,
    'acknowledged meanwhile': during.length,
    'of these left': survivors.length,
    'files with a trace': files.length,
    'answers with a trace': answers,
    'counted in analyses': counted,
  });
  expect({ survivors, files, answers, counted }).toEqual({
    survivors: [],
    files: [],
    answers: 0,
    counted: 0,
  });
  expect(during.length).toBeGreaterThan(0);
  const others = await client.send({
    path: '/messages',
    query: { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '10000' },
  });
  expect(others.body).toHaveLength(OTHERS);
}, 120_000);

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

/** How many users analyses still find that are not among the others: by their messages, and by whom they saw first. */
async function countedAmong(path: string): Promise<number> {
  const store = createSqliteStore({ path });
  await store.start();
  const analytics = createAnalytics({ store });
  const all = {
    project: SAMPLE_PROJECT,
    timespan: { type: 'moving', value: 'all' },
    type: 'count',
    dimension: 'user',
  };
  const results = await analytics.computeAll(['total', 'new'].map((metric) => ({ ...all, metric })));
  await store.stop();
  return results.reduce(
    (sum, result) => sum + ('count' in result ? result.count : Number.NaN) - OTHER_USERS,
    0,
  );
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
