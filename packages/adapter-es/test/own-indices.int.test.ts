import type { AnalyticalStore } from '@memex/core';
import { AnalyticResult, decode } from '@memex/core/model';
import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { mappingOf } from '../src/setup/mapping.js';
import { forbidden, startFront } from './front.js';
import { sumOf } from './measure.js';
import { ask, namesOf, onEachMajor, openStore, refresh } from './servers.js';
import { USERS } from './users-descriptor.js';

/** As Elastic advises operators to have one: every text is a keyword, and what is unknown is an error. */
const CATCH_ALL = {
  settings: { number_of_replicas: 0, final_pipeline: 'theirs' },
  mappings: {
    dynamic: 'strict',
    _source: { enabled: false },
    dynamic_templates: [
      { texts: { match_mapping_type: 'string', mapping: { type: 'keyword' } } },
      { numbers: { match_mapping_type: 'double', mapping: { type: 'long' } } },
    ],
    properties: {
      userId: { type: 'keyword' },
      timestamp: { type: 'keyword' },
      content: { type: 'flattened' },
    },
  },
};

await onEachMajor('indices of Memex', ([node = '']) => {
  test('indices get the mapping of Memex despite a catch-all template of the operator', async () => {
    const prefix = `${unique('catch-all')}-`;
    const template = `_index_template/${prefix}all`;
    await ask(node, 'PUT', template, { index_patterns: [`${prefix}*`], priority: 500, template: CATCH_ALL });
    const store = await openStore([node], { prefix, replicas: 0 });
    await expectServes(store, node);
    await ask(node, 'DELETE', template);
    await store.stop();
  });

  test('indices get the mapping of Memex after templates and indices were wiped while the process runs', async () => {
    const prefix = `${unique('wiped')}-`;
    const store = await openStore([node], { prefix, replicas: 0 });
    await expectServes(store, node);
    await ask(node, 'DELETE', `_index_template/${prefix}*`);
    for (const index of await namesOf(node, `${prefix}*`)) await ask(node, 'DELETE', index);
    await expectServes(store, node);
    await store.stop();
  });

  test('where no value was ever kept beside entries, none is found', async () => {
    const store = await openStore([node], { prefix: `${unique('fresh')}-`, replicas: 0 });
    expect(await store.keyValues.page('retention', { limit: 10, order: 'ascending' })).toEqual([]);
    expect(await store.keyValues.get('retention', 'app')).toBeUndefined();
    await store.stop();
  });

  test('a replacement does not recreate an index that was dropped meanwhile', async () => {
    const prefix = `${unique('dropped')}-`;
    let dropped: string | undefined;
    const front = await startFront(node, {
      before: async ({ url = '' }) => {
        const index = dropped;
        if (index === undefined || !url.startsWith('/_bulk')) return;
        dropped = undefined;
        await ask(node, 'DELETE', index);
      },
    });
    const store = await openStore([front.url], { prefix, replicas: 0 });
    await store.analytics.define('a', USERS);
    dropped = `${prefix}analytic-definitions`;
    expect(await store.analytics.saveResult('a', RESULT)).toBe(false);
    expect(dropped).toBeUndefined();
    expect(await namesOf(node, `${prefix}analytic-*`)).toEqual([]);
    await store.stop();
    front.close();
  });

  test('an index with a foreign mapping is refused, and works without a restart once it is repaired', async () => {
    const prefix = `${unique('mended')}-`;
    const store = await openStore([node], { prefix, replicas: 0 });
    const index = `${prefix}message-2026-10`;
    await ask(node, 'DELETE', `_index_template/${prefix}memex-message`);
    await ask(node, 'PUT', `${index}/_doc/a?refresh=true`, {
      timestamp: '2026-10-01',
      memex: { id: 'a', at: 1 },
    });
    const entry = messageEntry({ project: 'p', timestamp: '2026-10-02' });
    const refused = store.messages.append({ entries: [entry] });
    await expect(refused).rejects.toThrow(
      `the index ${index} is unavailable: it does not have the mapping of Memex`,
    );
    await ask(node, 'DELETE', index);
    await store.messages.append({ entries: [entry] });
    await refresh(node);
    expect((await store.messages.page({ projects: ['p'] }, { limit: 10 })).entries).toHaveLength(1);
    await store.stop();
  });

  test('an index of an earlier version gets the newer fields and a write alias', async () => {
    const prefix = `${unique('earlier')}-`;
    const index = `${prefix}message-2026-10`;
    const mappings = mappingOf('message');
    const earlier = { ...mappings, properties: { ...mappings.properties, memex: EARLIER } };
    await ask(node, 'PUT', index, { mappings: earlier });
    const store = await openStore([node], { prefix, replicas: 0 });
    const entry = messageEntry({ project: 'p', timestamp: '2026-10-02', metadata: { score: 1.5 } });
    await store.messages.append({ entries: [entry] });
    expect(await ask(node, 'GET', `${index}/_mapping/field/memex.form`)).toMatchObject({
      [index]: { mappings: { 'memex.form': {} } },
    });
    expect(await ask(node, 'GET', `${index}/_alias`)).toEqual({
      [index]: { aliases: { [`${index}-write`]: {} } },
    });
    await store.stop();
  });

  test('a user who may create indices but no aliases can write', async () => {
    const made = new Set<string>();
    const isFirst = (url: string): boolean => {
      const before = made.size;
      return made.add(url).size > before;
    };
    const front = await startFront(node, {
      // Of the requests that make an index the first names an alias.
      answers: ({ method, url = '' }) =>
        url === '/_aliases' || (method === 'PUT' && isIndex(url) && isFirst(url))
          ? forbidden('indices:admin/aliases')
          : undefined,
    });
    const prefix = `${unique('unnamed')}-`;
    const store = await openStore([front.url], { prefix, replicas: 0 });
    await expectServes(store, node);
    expect(made.size).toBeGreaterThan(2);
    const index = `${prefix}message-2026-10`;
    expect(await ask(node, 'GET', `${index}/_alias`)).toEqual({ [index]: { aliases: {} } });
    await store.stop();
    front.close();
  });
});

const RESULT = decode(AnalyticResult, {
  type: 'count',
  creationDt: '2026-01-01T00:00:00',
  fromDt: null,
  toDt: '2026-01-01T00:00:00',
  count: 1,
});

/** What documents of the first version had. */
const EARLIER = { properties: { at: { type: 'long' }, id: { type: 'keyword' } } };

function isIndex(url: string): boolean {
  return /^\/[^_/][^/]*$/.test(url);
}

/** Expects that what is written is found in every way. */
async function expectServes(store: AnalyticalStore, node: string): Promise<void> {
  const [userId, id] = [unique('user'), unique('analytic')];
  const entry = messageEntry({
    project: 'p',
    userId,
    timestamp: '2026-10-01',
    metadata: { score: 1.5, kind: 'x' },
  });
  const keyed = { key: unique('key'), fingerprint: 'f', form: 'whole' } as const;
  await store.messages.appendOnce({ ...keyed, entries: [entry], issues: [] });
  await store.analytics.define(id, USERS);
  await refresh(node);
  const { entries } = await store.messages.page({ projects: ['p'], userId }, { limit: 10 });
  expect(entries).toEqual([{ traceId: entry.traceId, json: entry.json }]);
  const listed = await store.analytics.page({ projects: ['p'] }, { limit: 10 });
  expect(listed.entries.map((analytic) => analytic.id)).toContain(id);
  expect(await sumOf(store, 'p', 'metadata.score')).toBe(1.5);
  expect(await store.messages.eraseUser({ userId, projects: 'all' })).toBe(1);
}
