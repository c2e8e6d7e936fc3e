import { freePort, type ServerNode } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { type Answer, type Client, createClient } from '../src/client.js';
import { askServer, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { watchMemory } from '../src/memory.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { runMemex, startServer } from '../src/server.js';
import { until } from '../src/wait.js';

const WRITERS = 8;
const BATCH = 50;
const TIMEOUT_MS = 100_000;
const MIB = 1_048_576;

const { node, skipped } = await ownElasticsearch();
const title = `Elasticsearch${skipped}`;

describe.skipIf(node === undefined)(title, () => {
  const { url, kill, restart } = bound(node);

  test('P8 absent at start: alive, not ready, 503 with Retry-After, and it heals by itself', async () => {
    await kill();
    const port = await freePort();
    await using command = runMemex(['serve'], {
      ...storedAt(url),
      WS_PORT: String(port),
      LOG_LEVEL: 'error',
    });
    await using client = createClient(`http://127.0.0.1:${port}`);
    const health = async () => (await client.send({ path: '/health' }).catch(() => undefined))?.status;
    expect(await until('/health', health)).toBe(200);
    expect((await client.send({ path: '/ready' })).status).toBe(503);
    expectUnavailable(await post(client, createSamples()(1)));
    expectUnavailable(await client.send({ path: '/message', query: { traceId: 'any' } }));
    await restart();
    await ready(client);
    expect((await post(client, createSamples()(1))).status).toBe(201);
    expect((await command.end('SIGTERM')).code).toBe(0);
  }, 120_000);

  test('P2, P8 killed under load: nothing acknowledged is lost, all else got 503, and it heals by itself', async () => {
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url, WRITERS + 1);
    const load = startLoad(client);
    await load.passes(2_000);
    await kill();
    expectUnavailable(await client.send({ path: '/message', query: { traceId: 'any' } }));
    expect((await client.send({ path: '/health' })).status).toBe(200);
    await until('/ready to say 503', async () => ((await isReady(client)) ? undefined : true));
    await restart();
    await ready(client);
    await load.passes(2_000);
    const { acknowledged, refused, otherwise } = await load.end();
    expect(otherwise).toEqual([]);
    const missing = await missingOf(client, acknowledged);
    printFigure('P2', 'Elasticsearch kill -9 under load', {
      acknowledged: acknowledged.length,
      'batches that got 503': refused,
      missing: missing.length,
    });
    expect(missing).toEqual([]);
  }, 120_000);

  test('P9 read-only: 503 past a bound, memory stays flat, nothing acknowledged is lost, and it heals', async () => {
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url, CLIENTS);
    const project = 'read-only';
    const make = createSamples({ project });
    const acknowledged = [...traceIdsOf(await post(client, make(1)))];
    const large = make(1).map((message) => ({ ...message, metadata: { text: 'x'.repeat(LARGE) } }));
    await setReadOnly(url, true);
    let refused = 0;
    let blocked = true;
    const write = async (): Promise<void> => {
      while (blocked) {
        const answer = await post(client, large);
        if (answer.status === 201) acknowledged.push(...traceIdsOf(answer));
        else {
          expectUnavailable(answer);
          refused++;
        }
      }
    };
    const writers = Promise.all(Array.from({ length: CLIENTS }, write));
    const peaks: number[] = [];
    for (const when of ['the queue to be full', 'many more refusals', 'as many again']) {
      const [before, memory] = [refused, await watchMemory(server.pid)];
      await until(when, () => refused >= before + CLIENTS || undefined, TIMEOUT_MS);
      peaks.push(memory.peak());
      await memory.growth();
    }
    const [, early = 0, late = 0] = peaks;
    blocked = false;
    await setReadOnly(url, null);
    await writers;
    await askServer(url, 'POST', '/_refresh');
    const query = { query: { term: { 'project.keyword': project } } };
    const stored = await askServer(url, 'POST', '/message-*/_count', query);
    printFigure('P9', 'Elasticsearch read-only', {
      'posts that got 503': refused,
      'posts acknowledged': acknowledged.length,
      'memory at most, MiB': Math.round(early),
      'and later': Math.round(late),
    });
    expect(stored).toMatchObject({ count: acknowledged.length });
    expect(acknowledged.length).toBeGreaterThan(1);
    expect(late - early).toBeLessThan(64);
  }, 240_000);
});

/** Characters of a message that is nearly as large as one may be. */
const LARGE = 900_000;
/** More than fit into the queue of 64 MiB. */
const CLIENTS = Math.ceil((100 * MIB) / LARGE);

function bound(node: ServerNode | undefined) {
  const there = (): ServerNode => {
    if (node === undefined) throw new Error('there is no server');
    return node;
  };
  return {
    url: node?.url ?? '',
    kill: () => there().kill(),
    restart: () => there().restart(),
  };
}

function expectUnavailable({ status, headers }: Answer): void {
  expect(status).toBe(503);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
}

async function isReady(client: Client): Promise<boolean> {
  return (await client.send({ path: '/ready' })).status === 200;
}

async function ready(client: Client): Promise<void> {
  await until('/ready', async () => (await isReady(client)) || undefined, TIMEOUT_MS);
}

/** Clients that post batches without pause. */
function startLoad(client: Client) {
  const make = createSamples();
  const acknowledged: string[] = [];
  const otherwise: number[] = [];
  let refused = 0;
  let ended = false;
  const write = async (): Promise<void> => {
    while (!ended) {
      const answer = await post(client, make(BATCH));
      if (answer.status === 201) acknowledged.push(...traceIdsOf(answer));
      else if (answer.status === 503) refused++;
      else otherwise.push(answer.status);
    }
  };
  const writers = Promise.all(Array.from({ length: WRITERS }, write));
  return {
    passes: async (count: number): Promise<void> => {
      const wanted = acknowledged.length + count;
      const passed = () => acknowledged.length >= wanted || undefined;
      await until(`${count} more messages to be acknowledged`, passed, TIMEOUT_MS);
    },
    end: async () => {
      ended = true;
      await writers;
      return { acknowledged, refused, otherwise };
    },
  };
}

async function missingOf(client: Client, traceIds: readonly string[]): Promise<readonly string[]> {
  const answers = await Promise.all(
    traceIds.map((traceId) => client.send({ path: '/message', query: { traceId } })),
  );
  return traceIds.filter((_, index) => answers[index]?.status !== 200);
}

/** What Elasticsearch does itself when a disk is full. */
async function setReadOnly(url: string, readOnly: true | null): Promise<void> {
  const settings = { 'index.blocks.read_only_allow_delete': readOnly };
  await askServer(url, 'PUT', '/message-*/_settings', settings);
}
