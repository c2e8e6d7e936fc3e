import { expect, test } from 'vitest';
import { type Answer, type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { createLossyProxy } from '../src/lossy-proxy.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createRandom } from '../src/random.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { walkField } from '../src/walk.js';

const LOST_SHARE = 0.1;
const WRITERS = 8;

test.each([
  { size: 1, batches: 1_000 },
  { size: 100, batches: 200 },
])('P3 batches of $size repeated after a lost answer are stored once', async ({ size, batches }) => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using proxy = await createLossyProxy(server.port, LOST_SHARE, createRandom(3));
  await using distant = createClient(proxy.url, WRITERS);
  await using near = createClient(server.url);
  const make = createSamples();
  const answered: string[] = [];
  let begun = 0;
  const write = async (): Promise<void> => {
    while (begun < batches) {
      const key = `batch-${begun++}`;
      answered.push(...traceIdsOf(await postUntilAnswered(distant, make(size), key)));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));

  const stored = await walkStored(near);
  const sent = size * batches;
  printFigure('P3', `${LOST_SHARE * 100} % of answers lost, ${size} a batch`, {
    lost: proxy.lost(),
    sent,
    stored: stored.length,
  });
  expect(proxy.lost()).toBeGreaterThan(batches * LOST_SHARE * 0.5);
  expect(new Set(answered).size).toBe(sent);
  expect(stored.length).toBe(sent);
  expect(new Set(stored).size).toBe(sent);
});

async function postUntilAnswered(
  client: Client,
  batch: Parameters<typeof post>[1],
  key: string,
): Promise<Answer> {
  for (;;) {
    const answer = await post(client, batch, { 'idempotency-key': key }).catch(() => undefined);
    if (answer !== undefined) return answer;
  }
}

function walkStored(client: Client): Promise<string[]> {
  return walkField(
    client,
    '/messages',
    { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '10000' },
    'messageId',
  );
}
