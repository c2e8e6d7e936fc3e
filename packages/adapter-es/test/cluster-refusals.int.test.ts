import { type AnalyticalStore, UnavailableError } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { until } from '@memex/test-services';
import { afterEach, expect, test } from 'vitest';
import { createElasticsearchStore, type ElasticsearchOptions } from '../src/index.js';
import { ask, namesOf, onOwnServers, openStore } from './servers.js';
import { USERS } from './users-descriptor.js';

/** Long enough to show that what waiting does not mend is not waited for. */
const PATIENT = { retryTimeoutMs: 60_000, replicas: 0 };
const SOON_MS = 20_000;

for (const major of [8, 9] as const) {
  await onOwnServers('a cluster', { major }, ({ nodes: [server] }) => {
    const node = server?.url ?? '';
    afterEach(() => setCluster(CHANGED));

    test('P9: with no shard left it refuses new indices, is not ready, and heals', async () => {
      const { store, prefix } = await opened();
      const index = `${prefix}message-${thisMonth()}`;
      await setCluster({ 'cluster.max_shards_per_node': 1 });
      await ask(node, 'PUT', unique('full'), { settings: { number_of_replicas: 0 } });
      await expectUnavailable(
        post(store),
        new RegExp(`^the index ${index} .*cannot be made: .*maximum.*shards`),
      );
      await notReady(store, /cannot be made: the cluster takes 0 more shards/);
      await setCluster({ 'cluster.max_shards_per_node': null });
      await post(store);
      await ready(store);
      await store.stop();
    });

    test('a cluster without automatic index creation can be written to', async () => {
      const { store, prefix } = await opened();
      await setCluster({ 'action.auto_create_index': 'false' });
      const entry = messageEntry({ project: 'p' });
      await store.messages.appendOnce({
        key: 'k',
        fingerprint: 'f',
        form: 'whole',
        entries: [entry],
        issues: [],
      });
      await store.analytics.define('a', USERS);
      expect((await store.analytics.page({ projects: 'all' }, { limit: 1 })).entries).toHaveLength(1);
      await setCluster({ 'action.auto_create_index': null });
      expect((await namesOf(node, `${prefix}*`)).length).toBe(3);
      await store.stop();
    });

    test('entries for a closed month are refused at once, and accepted when it is opened', async () => {
      const { store, prefix } = await opened();
      const index = `${prefix}message-2026-10`;
      await post(store, '2026-10-01');
      await ask(node, 'POST', `${index}/_close`);
      const started = Date.now();
      for (let attempt = 0; attempt < 2; attempt++)
        await expectUnavailable(post(store, '2026-10-01'), new RegExp(`^the index ${index} .* is closed`));
      expect(Date.now() - started).toBeLessThan(SOON_MS);
      await post(store, '2026-11-01');
      await ask(node, 'POST', `${index}/_open`);
      await post(store, '2026-10-01');
      await store.stop();
    });

    test('the store is not ready while a current index is read-only, closed or foreign', async () => {
      const { store, prefix } = await opened();
      const index = `${prefix}message-${thisMonth()}`;
      await ready(store);
      expect(await namesOf(node, `${prefix}*`)).toEqual([]);
      await post(store);
      await post(store, '2025-01-01');
      await ask(node, 'POST', `${prefix}message-2025-01/_close`);
      await ready(store);
      for (const [block, undo] of BLOCKS) {
        await block(node, index);
        await notReady(store, new RegExp(`^the index ${index} is unavailable: it cannot be written to: `));
        await undo(node, index);
        await ready(store);
      }
      await ask(node, 'POST', `${index}/_close`);
      await notReady(store, new RegExp(`^the index ${index} is unavailable: it is closed`));
      await ask(node, 'DELETE', index);
      await ask(node, 'PUT', index, { mappings: { properties: { userId: { type: 'keyword' } } } });
      await notReady(
        store,
        new RegExp(`^the index ${index} is unavailable: it does not have the mapping of Memex`),
      );
      await ask(node, 'DELETE', index);
      const elsewhere = unique('elsewhere');
      await ask(node, 'PUT', elsewhere, { aliases: { [index]: {} } });
      await notReady(
        store,
        new RegExp(`^the index ${index} is unavailable: it is an alias of another index`),
      );
      await ask(node, 'DELETE', elsewhere);
      await ready(store);
      await store.stop();
    });

    test('the store is not ready while the whole cluster is read-only', async () => {
      const { store } = await opened();
      await setCluster({ 'cluster.blocks.read_only': true });
      await notReady(store, /cannot be made: /);
      await setCluster({ 'cluster.blocks.read_only': null });
      await ready(store);
      await store.stop();
    });

    test('a setting that the server rejects is reported at start in one line', async () => {
      const conflicting = unique('theirs');
      await ask(node, 'PUT', `_index_template/${conflicting}`, {
        index_patterns: [`${conflicting}-message-*`],
        priority: 200,
      });
      const refused: readonly (readonly [ElasticsearchOptions, RegExp])[] = [
        [{ shards: 0 }, /refuses the index template \S+memex-keys: .*\[0\].*number_of_shards/],
        [{ refreshInterval: 'soon' }, /refuses the index template \S+memex-keys: .*refresh_interval/],
        [{ lifecyclePolicy: 'yearly' }, /has no lifecycle policy yearly: /],
        [
          { prefix: `${conflicting}-` },
          /refuses the index template \S+memex-message: .*same priority \[200\]/,
        ],
      ];
      for (const [options, line] of refused) {
        const store = createElasticsearchStore({
          nodes: [node],
          prefix: `${unique('refused')}-`,
          ...options,
        });
        const failure = await store.start().catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(UnavailableError);
        expect(failure instanceof Error && failure.message).toMatch(line);
        expect(failure instanceof Error && failure.message).not.toContain('\n');
        await store.stop();
      }
      await ask(node, 'DELETE', `_index_template/${conflicting}`);
    });

    async function opened() {
      const prefix = `${unique('cluster')}-`;
      return { prefix, store: await openStore([node], { ...PATIENT, prefix }) };
    }

    async function setCluster(settings: Readonly<Record<string, unknown>>): Promise<void> {
      await ask(node, 'PUT', '_cluster/settings', { persistent: settings });
    }
  });
}

/** What tests change of the cluster, as it is by default. */
const CHANGED = {
  'cluster.max_shards_per_node': null,
  'action.auto_create_index': null,
  'cluster.blocks.read_only': null,
};

type Change = (node: string, index: string) => Promise<unknown>;

const BLOCKS: readonly (readonly [block: Change, undo: Change])[] = [
  // What Elasticsearch does itself when a disk is nearly full.
  ['index.blocks.read_only_allow_delete', true] as const,
  ['index.blocks.write', true] as const,
].map(([name, value]) => [
  (node, index) => ask(node, 'PUT', `${index}/_settings`, { [name]: value }),
  (node, index) => ask(node, 'PUT', `${index}/_settings`, { [name]: null }),
]);

function thisMonth(): string {
  return formatInstant(instantOfMillis(Date.now())).slice(0, 'YYYY-MM'.length);
}

async function post({ messages }: AnalyticalStore, day?: string): Promise<unknown> {
  const timestamp = day ?? formatInstant(instantOfMillis(Date.now()));
  return messages.append({ entries: [messageEntry({ project: 'p', timestamp })] });
}

async function ready(store: AnalyticalStore): Promise<void> {
  await until(
    async () => {
      await store.probe();
      return true;
    },
    SOON_MS,
    () => 'the store is not ready',
  );
}

async function notReady(store: AnalyticalStore, message: RegExp): Promise<void> {
  await expectUnavailable(store.probe(), message);
}

async function expectUnavailable(call: Promise<unknown>, message: RegExp): Promise<void> {
  const failure = await call.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UnavailableError);
  expect(failure instanceof Error && failure.message).toMatch(message);
}
