import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { type Client, createClient } from '../src/client.js';
import { askServer, indexNames, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { runMemex, startServer } from '../src/server.js';
import { walkField } from '../src/walk.js';

/** One begins with the other, one is a word of ours without its dash, and one is none. */
const PREFIXES = ['', 'a', 'ab', 'message'] as const;
/** Indices are dropped with a key for admins only. */
const KEY = 'k'.repeat(32);
const EARLIER = 'message-shop-2021-02-04';
const EARLIER_COUNT = 20;
/** Counts requests, which are every other message. */
const REQUESTS = { ...USERS, dimension: 'message', metric: 'requests' } as const;
const PROJECT = { project: SAMPLE_PROJECT } as const;
const MANY = { fromTime: '2020-01-01', toTime: '2030-01-01', maxSize: '1000' } as const;

const { url, skipped } = await ownElasticsearch(9);
const title = `P36${skipped}`;

/** One of several Memexes on the server. */
interface Neighbour extends AsyncDisposable {
  readonly prefix: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly client: Client;
  /** How many messages it was sent, all of other users than those of its neighbours. */
  readonly count: number;
  readonly ids: readonly string[];
}

describe.skipIf(skipped !== '')(title, () => {
  test('P36 Memexes with different prefixes share a server, and none reads, counts, erases, drops or migrates what is of another', async ({
    onTestFinished,
  }) => {
    const neighbours: Neighbour[] = [];
    for (const [place, prefix] of PREFIXES.entries()) {
      const neighbour = await startNeighbour(prefix, 100 * (place + 1));
      onTestFinished(() => neighbour[Symbol.asyncDispose]());
      neighbours.push(neighbour);
    }
    for (const one of neighbours) {
      expect(await messageIds(one), one.prefix).toEqual([...one.ids].sort());
      const { body } = await one.client.send({ method: 'POST', path: '/analytics/query', json: [REQUESTS] });
      expect(body, one.prefix).toMatchObject([{ count: one.ids.length / 2 }]);
      const log = { logId: 'l', project: SAMPLE_PROJECT, component: 'c', severity: 'INFO' };
      const logs = [{ ...log, logContent: `of ${one.prefix}`, timestamp: '2026-01-01T00:00:00Z' }];
      expect((await one.client.send({ method: 'POST', path: '/logs', json: logs })).status).toBe(201);
    }
    await askServer(url, 'POST', '/_refresh');
    for (const one of neighbours) {
      const { body: analytics } = await one.client.send({ path: '/analytics', query: PROJECT });
      expect(analytics, one.prefix).toHaveLength(1);
      const { body: logs } = await one.client.send({ path: '/logs', query: { ...PROJECT, ...SAMPLE_RANGE } });
      expect(logs, one.prefix).toMatchObject([{ logContent: `of ${one.prefix}` }]);
    }

    // Each in turn erases, migrates and drops; those after it still have everything.
    for (const [place, one] of neighbours.entries()) {
      await using erasure = runMemex(['erase', 'user-1', '--verify', '--json'], one.environment);
      expect((await erasure.exit).code, erasure.output()).toBe(0);
      expect((await one.client.send({ path: '/receipts' })).body, one.prefix).toHaveLength(1);
      await migrate(one);
      await expectMigrated(one.prefix);
      const left = one.ids.length - JSON.parse(erasure.output()).deleted;
      expect(await messageIds(one), one.prefix).toHaveLength(left);
      const path = '/performance/index/message-2026-01';
      expect((await one.client.send({ method: 'DELETE', path })).status).toBe(200);
      expect(await messageIds(one), one.prefix).toHaveLength(EARLIER_COUNT);
      for (const other of neighbours.slice(place + 1))
        expect(await messageIds(other), `${one.prefix} and ${other.prefix}`).toEqual([...other.ids].sort());
    }
    const names = await indexNames(url, '*');
    printFigure('P36', `${PREFIXES.length} Memexes on one server`, {
      indices: names.length,
      messages: neighbours.reduce((sum, { count }) => sum + count, 0),
      'seen by another': 0,
    });
    expect(names).toEqual(neighbours.flatMap(({ prefix }) => indicesOf(prefix)).sort());
  }, 300_000);

  test.each([
    ['Shop-', /must be 1 to 100 lower-case letters.+, not "Shop-"/],
    ['.shop', /begin with a letter or a digit, not ".shop"/],
    ['shop*', /lower-case letters/],
    ['x-message-', /must not contain message-/],
    ['logs-', /must not begin with logs-/],
    ['', /EL_PREFIX must be/],
  ])('P36 the prefix %j ends the process at the start, in one line', async (prefix, line) => {
    for (const command of ['serve', 'migrate']) {
      await using memex = runMemex([command], { ...storedAt(url), EL_PREFIX: prefix });
      expect((await memex.exit).code, memex.output()).toBe(2);
      expect(memex.output()).toMatch(/^memex: EL_PREFIX .+\n$/);
      expect(memex.output()).toMatch(line);
    }
  });
});

/** Starts a Memex, and has it store and compute. Of the Python service, an index is there. */
async function startNeighbour(prefix: string, count: number): Promise<Neighbour> {
  const folder = await createFolder();
  const environment = {
    ...storedAt(url),
    ...(prefix === '' ? {} : { EL_PREFIX: prefix }),
    STORE_PATH: folder.path,
    WS_APIKEYS: `${KEY}:admin`,
  };
  const server = await startServer({ environment });
  const caller = createClient(server.url);
  const client: Client = {
    ...caller,
    send: (call) => caller.send({ ...call, headers: { ...call.headers, 'x-wenet-component-apikey': KEY } }),
  };
  const messages = createSamples({ users: 5 })(count).map((message) => ({
    ...message,
    messageId: `${prefix}:${message.messageId}`,
  }));
  traceIdsOf(await post(client, messages, { 'idempotency-key': 'same' }));
  const [id = ''] = await define(client, USERS, 1);
  await compute(client, id);
  await results(client, [id]);
  await leaveEarlier(prefix);
  return {
    prefix,
    environment: { ...environment, MIGRATION_FOLDER: folder.path },
    client,
    count,
    ids: [...messages.map(({ messageId = '' }) => messageId), ...earlierIds(prefix)],
    [Symbol.asyncDispose]: async () => {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function earlierIds(prefix: string): readonly string[] {
  return Array.from({ length: EARLIER_COUNT }, (_, number) => `${prefix}:earlier-${number}`);
}

/** Messages as the Python service left them. */
async function leaveEarlier(prefix: string): Promise<void> {
  const messages = createSamples({ users: 3, seed: 7 })(EARLIER_COUNT);
  const lines = earlierIds(prefix).flatMap((id, place) => [
    { create: { _index: prefix + EARLIER, _id: id } },
    { ...messages[place], messageId: id, userId: 'earlier', timestamp: '2021-02-04T10:00:00.000000' },
  ]);
  const body = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
  await askServer(url, 'POST', '/_bulk?refresh=true', body);
}

/** The ids of all messages, once everything written is visible. */
async function messageIds({ client }: Neighbour): Promise<readonly string[]> {
  await askServer(url, 'POST', '/_refresh');
  const ids = await walkField(client, '/messages', { ...PROJECT, ...MANY }, 'messageId');
  return ids.sort();
}

async function migrate({ environment }: Neighbour): Promise<void> {
  await using command = runMemex(['migrate'], environment);
  expect((await command.exit).code, command.output()).toBe(0);
}

/** Its index of the Python service has moved, and is marked as such under its own prefix. */
async function expectMigrated(prefix: string): Promise<void> {
  const names = await indexNames(url, '*');
  expect(names).not.toContain(prefix + EARLIER);
  expect(names).toContain(`${prefix}message-2021-02-04`);
  expect(names).toContain(`${prefix}migrations`);
}

/** Every index that a Memex has in the end. */
function indicesOf(prefix: string): readonly string[] {
  return [
    'analytic-definitions',
    'logging-2026-01',
    'memex-keys',
    'memex-values',
    'message-2021-02-04',
    'migrations',
    'migrations-lease',
  ].map((name) => prefix + name);
}
