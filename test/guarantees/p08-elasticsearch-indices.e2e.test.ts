import { formatInstant, systemClock } from '@memex/core/toolkit';
import { afterEach, describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { type Answer, type Client, createClient } from '../src/client.js';
import { askServer, dropIndices, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';

const MESSAGES = 100;
const ANALYTICS = 200;
const JANUARY = Date.UTC(2026, 0, 5);
const FEBRUARY = Date.UTC(2026, 1, 5);

const { url, skipped } = await ownElasticsearch(9);
const title = `Elasticsearch${skipped}`;

describe.skipIf(skipped !== '')(title, () => {
  afterEach(() => setShards(null));

  test('P8 a template of the operator that matches everything maps no index, nor do wiped templates', async () => {
    await askServer(url, 'PUT', '/_index_template/everything', { index_patterns: ['*'], ...EVERYTHING });
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url);
    const found: number[] = [];
    for (const wipe of [false, true]) {
      if (wipe) {
        await askServer(url, 'DELETE', '/_index_template/memex-*');
        await dropIndices(url, 'message-*,analytic-*');
      }
      expect((await post(client, createSamples({ start: FEBRUARY })(MESSAGES))).status).toBe(201);
      found.push(await listed(client, '2026-02-01', '2026-02-28'));
    }
    await askServer(url, 'DELETE', '/_index_template/everything');
    printFigure('P8', 'Elasticsearch with a template that matches everything', {
      'messages stored and found': found.join(' and after a wipe '),
    });
    expect(found).toEqual([MESSAGES, MESSAGES]);
  });

  test('P8 an index that is not of Memex is 503 for what needs it and nothing else, and heals without a restart', async () => {
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url);
    expect((await post(client, createSamples({ start: JANUARY })(MESSAGES))).status).toBe(201);
    await dropIndices(url, 'message-2026-02');
    const mappings = { properties: { userId: { type: 'keyword' } } };
    await askServer(url, 'PUT', '/message-2026-02', { mappings });
    const late = createSamples({ start: FEBRUARY })(1);
    const refused = [
      await post(client, late),
      await client.send(page('2026-01-01', '2026-02-28')),
      await client.send({ method: 'DELETE', path: '/messages', query: { userId: 'anybody' } }),
    ];
    for (const answer of refused)
      expectRefused(answer, 'the index message-2026-02 does not have the mapping of Memex');
    expect(await listed(client, '2026-01-01', '2026-01-31')).toBe(MESSAGES);
    await askServer(url, 'DELETE', '/message-2026-02');
    expect((await post(client, late)).status).toBe(201);
    expect(await listed(client, '2026-01-01', '2026-02-28')).toBe(MESSAGES + 1);
  });

  test('P9 with no shard left new indices are 503, /ready says so, and both heal', async () => {
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url);
    await dropIndices(url, 'message-*');
    await askServer(url, 'PUT', '/theirs', { settings: { number_of_replicas: 0 } });
    await setShards(1);
    const make = createSamples({ start: Date.now() });
    expectRefused(await post(client, make(1)), 'cannot be made');
    expect(await until('/ready to say 503', () => statusOfReady(client, 503))).toBe(503);
    await setShards(null);
    expect((await post(client, make(1))).status).toBe(201);
    expect(await until('/ready', () => statusOfReady(client, 200))).toBe(200);
  });

  test('P8 while what is written to now is read-only or closed /ready is 503, and nothing acknowledged is lost', async () => {
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url);
    await dropIndices(url, 'message-*');
    const make = createSamples({ start: Date.now() });
    const acknowledged: string[] = [];
    const index = `message-${formatInstant(systemClock.now()).slice(0, 'YYYY-MM'.length)}`;
    for (const [harm, undo] of HARMS) {
      acknowledged.push(...traceIdsOf(await post(client, make(MESSAGES))));
      await harm(index);
      expect(await until('/ready to say 503', () => statusOfReady(client, 503))).toBe(503);
      await undo(index);
      expect(await until('/ready', () => statusOfReady(client, 200))).toBe(200);
    }
    acknowledged.push(...traceIdsOf(await post(client, make(MESSAGES))));
    const found = await Promise.all(
      acknowledged.map((traceId) => client.send({ path: '/message', query: { traceId } })),
    );
    const missing = found.filter(({ status }) => status !== 200).length;
    printFigure('P8', 'Elasticsearch that cannot write', {
      'times that /ready was 503 and 200 again': HARMS.length,
      acknowledged: acknowledged.length,
      missing,
    });
    expect(missing).toBe(0);
  });

  test('P8 all that was defined is computed when all is asked for, and what was deleted is not listed', async () => {
    await using folder = await createFolder();
    const environment = { ...storedAt(url), STORE_PATH: folder.path };
    await using server = await startServer({ environment });
    await using client = createClient(server.url);
    const before = formatInstant(systemClock.now());
    const ids = await define(client, USERS, ANALYTICS);
    expect((await compute(client)).status).toBe(200);
    const computed = await results(client, ids, before);
    const [id = ''] = ids;
    await client.send({ method: 'DELETE', path: '/analytic', query: { id } });
    const { text } = await client.send({ path: '/analytics', query: { maxSize: '10000' } });
    printFigure('P8', 'Elasticsearch, analytics computed at once after their definition', {
      computed: `${computed.length} of ${ANALYTICS}`,
    });
    expect(text).not.toContain(id);
  });
});

type Change = (index: string) => Promise<unknown>;

const HARMS: readonly (readonly [harm: Change, undo: Change])[] = [
  // What Elasticsearch does itself when a disk is nearly full.
  [
    setting('index.blocks.read_only_allow_delete', true),
    setting('index.blocks.read_only_allow_delete', null),
  ],
  [setting('index.blocks.write', true), setting('index.blocks.write', null)],
  [
    (index) => askServer(url, 'POST', `/${index}/_close`),
    (index) => askServer(url, 'POST', `/${index}/_open`),
  ],
];

function setting(name: string, value: true | null): Change {
  return (index) => askServer(url, 'PUT', `/${index}/_settings`, { [name]: value });
}

/** As Elastic advises to have one: with a priority above those of others. */
const EVERYTHING = {
  priority: 500,
  template: {
    settings: { number_of_replicas: 0 },
    mappings: {
      dynamic_templates: [{ texts: { match_mapping_type: 'string', mapping: { type: 'keyword' } } }],
      properties: { userId: { type: 'keyword' }, timestamp: { type: 'keyword' } },
    },
  },
};

function page(fromTime: string, toTime: string) {
  return { path: '/messages', query: { project: SAMPLE_PROJECT, fromTime, toTime } };
}

/** How many messages a page has, once what was acknowledged shows. */
async function listed(client: Client, from: string, to: string): Promise<number> {
  await askServer(url, 'POST', '/_refresh');
  const { status, body, text } = await client.send(page(from, to));
  if (status !== 200 || !Array.isArray(body)) throw new Error(`a page was answered ${status}: ${text}`);
  return body.length;
}

async function statusOfReady(client: Client, wanted: number): Promise<number | undefined> {
  const { status } = await client.send({ path: '/ready' });
  return status === wanted ? status : undefined;
}

async function setShards(perNode: number | null): Promise<void> {
  await askServer(url, 'PUT', '/_cluster/settings', {
    persistent: { 'cluster.max_shards_per_node': perNode },
  });
}

function expectRefused({ status, headers, text }: Answer, problem: string): void {
  expect(status, text).toBe(503);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(text).toContain(problem);
}
