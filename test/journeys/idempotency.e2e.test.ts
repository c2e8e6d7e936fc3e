import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { walkField } from '../src/walk.js';

const EVERYTHING = { project: SAMPLE_PROJECT, ...SAMPLE_RANGE };

test('an idempotency key is known after a restart, and after a kill', async () => {
  await using folder = await createFolder();
  const batch = createSamples()(3);
  const answers: string[][] = [];
  for (const end of ['SIGTERM', 'SIGKILL', 'SIGKILL'] as const) {
    await using server = await startServer({ folder: folder.path });
    await using client = createClient(server.url);
    answers.push([...traceIdsOf(await post(client, batch, { 'idempotency-key': 'once' }))]);
    const other = await post(client, createSamples({ seed: 9 })(3), { 'idempotency-key': 'once' });
    expect(other.status).toBe(422);
    expect(await walkField(client, '/messages', EVERYTHING, 'messageId')).toHaveLength(3);
    await server.end(end);
  }
  expect(new Set(answers.map(String)).size).toBe(1);
});

test('posts with one key at the same time store once and answer the same', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url, 16);
  const make = createSamples();
  const KEYS = 50;
  for (let key = 0; key < KEYS; key++) {
    const batch = make(2);
    const together = Array.from({ length: 8 }, () =>
      post(client, batch, { 'idempotency-key': `key ${key}` }),
    );
    const answers = (await Promise.all(together)).map((answer) => traceIdsOf(answer).join());
    expect(new Set(answers).size).toBe(1);
  }
  expect(await walkField(client, '/messages', EVERYTHING, 'messageId')).toHaveLength(KEYS * 2);
});
