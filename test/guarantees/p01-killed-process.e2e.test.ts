import { freePort } from '@memex/test-services';
import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { membersOf } from '../src/members.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createRandom } from '../src/random.js';
import { createSamples } from '../src/samples.js';
import { type Server, startServer } from '../src/server.js';
import { textField, walk } from '../src/walk.js';

const KILLS = 20;
const WRITERS = 8;
const BATCH = 50;
/** Messages acknowledged before a kill, at least. */
const ENOUGH = 2_500;

/** What one life of the process was told and told. Its messages share a conversation. */
interface Life {
  readonly conversationId: string;
  readonly acknowledged: string[];
}

test('P1 no acknowledged message is lost when the process is killed under load', async () => {
  await using folder = await createFolder();
  const port = await freePort();
  const random = createRandom(1);
  const lives: Life[] = [];
  for (let life = 0; life < KILLS; life++) {
    await using server = await startServer({ folder: folder.path, port });
    lives.push(await writeUntilKilled(server, `life-${life}`, ENOUGH + random.int(ENOUGH / 10)));
  }

  await using server = await startServer({ folder: folder.path, port });
  await using client = createClient(server.url);
  let missing = 0;
  let torn = 0;
  for (const life of lives) {
    const { traceIds, batchSizes } = await storedIn(client, life.conversationId);
    missing += life.acknowledged.filter((id) => !traceIds.has(id)).length;
    torn += batchSizes.filter((size) => size !== BATCH).length;
  }
  const acknowledged = lives.flatMap((life) => life.acknowledged).length;
  printFigure('P1', `kill -9 × ${KILLS}`, { acknowledged, missing, 'batches stored in part': torn });
  expect({ missing, torn }).toEqual({ missing: 0, torn: 0 });
  expect(acknowledged).toBeGreaterThanOrEqual(50_000);
}, 180_000);

/** Posts on several connections; after enough acknowledgements the process is killed, with posts under way. */
async function writeUntilKilled(server: Server, conversationId: string, enough: number): Promise<Life> {
  await using client = createClient(server.url, WRITERS);
  const acknowledged: string[] = [];
  const make = createSamples();
  let batches = 0;
  const write = async (): Promise<void> => {
    for (;;) {
      const metadata = { batch: `${batches++}` };
      const batch = make(BATCH).map((message) => ({ ...message, conversationId, metadata }));
      const answer = await post(client, batch).catch(() => undefined);
      if (answer === undefined) return;
      acknowledged.push(...traceIdsOf(answer));
      if (acknowledged.length >= enough) await server.end('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return { conversationId, acknowledged };
}

async function storedIn(client: Client, conversationId: string) {
  const traceIds = new Set<string>();
  const sizes = new Map<string, number>();
  for await (const page of walk(client, `/performance/conversation/${conversationId}`, {
    maxSize: '10000',
  })) {
    for (const message of page) {
      traceIds.add(textField(message, 'traceId'));
      const batch = textField(membersOf(message).metadata, 'batch');
      sizes.set(batch, (sizes.get(batch) ?? 0) + 1);
    }
  }
  return { traceIds, batchSizes: [...sizes.values()] };
}
