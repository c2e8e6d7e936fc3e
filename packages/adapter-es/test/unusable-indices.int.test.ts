import { type AnalyticalStore, UnavailableError } from '@memex/core';
import type { Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { messageEntry, unique } from '@memex/core/testing';
import { until } from '@memex/test-services';
import { expect, test } from 'vitest';
import { startFront } from './front.js';
import { countMessages, midnight } from './measure.js';
import { ask, onEachMajor, openStore } from './servers.js';

const [OCTOBER, NOVEMBER] = ['2026-10-05T10:00:00', '2026-11-05T10:00:00'];

await onEachMajor('P13: what cannot be searched', ([node = '']) => {
  test('a closed index makes what needs it unavailable until it is opened, and the error names it', async () => {
    const { store, index, entries, userId } = await twoMonths();
    await ask(node, 'POST', `${index}/_close`);
    await expectRefused(store, index, 'is closed', entries, userId);
    await ask(node, 'POST', `${index}/_open`);
    await expectErased(store, entries, userId);
    await store.stop();
  });

  test('an alias with the name of an index is neither read, written to nor erased through', async () => {
    const { store, index, entries, userId } = await twoMonths();
    await ask(node, 'DELETE', index);
    const elsewhere = unique('elsewhere');
    const mapping = { properties: { userId: { type: 'text', fields: { keyword: { type: 'keyword' } } } } };
    await ask(node, 'PUT', elsewhere, { aliases: { [index]: {} }, mappings: mapping });
    await ask(node, 'PUT', `${elsewhere}/_doc/theirs?refresh=true`, { userId });
    await expectRefused(store, index, 'is an alias of another index', entries, userId);
    await ask(node, 'GET', `${elsewhere}/_doc/theirs`);
    await ask(node, 'DELETE', elsewhere);
    const [, november] = entries;
    expect(await store.messages.eraseUser({ userId, projects: 'all' })).toBe(1);
    expect(await store.messages.find({ traceId: november.traceId, projects: 'all' })).toBeUndefined();
    await store.stop();
  });

  test('an index that was restored with another mapping is not mistaken for an empty one', async () => {
    const { store, index, entries, userId } = await twoMonths();
    await ask(node, 'DELETE', index);
    await ask(node, 'PUT', index, { mappings: { properties: { userId: { type: 'keyword' } } } });
    await ask(node, 'PUT', `${index}/_doc/${entries[0].traceId}?refresh=true`, JSON.parse(entries[0].json));
    await expectRefused(store, index, 'does not have the mapping of Memex', entries, userId, { byId: true });
    await ask(node, 'DELETE', index);
    await store.messages.append({ entries: [entries[0]] });
    await expectErased(store, entries, userId);
    await store.stop();
  });

  test('an index that is closed during an erasure is not counted as erased', async () => {
    const { store, index, userId } = await twoMonths();
    const more = Array.from({ length: 3_000 }, () =>
      messageEntry({ project: 'p', userId, timestamp: OCTOBER }),
    );
    await store.messages.append({ entries: more });
    const erasing = store.messages.eraseUser({ userId, projects: 'all' }).catch((error: unknown) => error);
    await ask(node, 'POST', `${index}/_close`);
    const outcome = await erasing;
    await ask(node, 'POST', `${index}/_open`);
    await ask(node, 'POST', `${index}/_refresh`);
    const left = await store.messages.count({ projects: ['p'], userId });
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(UnavailableError);
      expect(outcome.message).toContain(index);
    } else expect(left).toBe(0);
    await store.stop();
  });

  test('a closed index of the Python service blocks only windows with its day, and every erasure', async () => {
    const { store, prefix, userId } = await twoMonths();
    const index = `${prefix}message-shop-2026-09-30`;
    await ask(node, 'PUT', `${index}/_doc/a?refresh=true`, { project: 'p', userId, timestamp: '2026-09-30' });
    await ask(node, 'POST', `${index}/_close`);
    expect(
      (await store.messages.page(within('2026-10-02', '2026-12-01'), { limit: 10 })).entries,
    ).toHaveLength(2);
    const touching = within('2026-10-01', '2026-12-01');
    await expectUnavailable(store.messages.page(touching, { limit: 10 }), index, 'is closed');
    await expectUnavailable(store.messages.eraseUser({ userId, projects: 'all' }), index, 'is closed');
    await store.stop();
  });

  test('closed indices of logs and of analytics make what needs them unavailable, and nothing else', async () => {
    const { store, prefix } = await twoMonths();
    const [logs, older] = [`${prefix}logging-2026-10`, `${prefix}analytic-2021-02-04`];
    for (const index of [logs, older]) {
      await ask(node, 'PUT', index);
      await ask(node, 'POST', `${index}/_close`);
    }
    await expectUnavailable(store.logs.find({ traceId: 'unknown', projects: 'all' }), logs, 'is closed');
    await expectUnavailable(store.analytics.find({ id: 'unknown', projects: 'all' }), older, 'is closed');
    await expectUnavailable(store.analytics.page({ projects: 'all' }, { limit: 10 }), older, 'is closed');
    expect(await store.messages.count({ projects: ['p'] })).toBe(2);
    expect(await store.logs.dropPartition('logging-2026-10')).toBe(true);
    expect(await store.logs.find({ traceId: 'unknown', projects: 'all' })).toBeUndefined();
    await store.stop();
  });

  test('a walk asks for the indices at most once a second', async ({ onTestFinished }) => {
    let asked = 0;
    const front = await startFront(node, {
      before: async ({ method, url = '' }) => {
        if (method === 'GET' && url.includes('expand_wildcards') && url.includes('features')) asked++;
      },
    });
    onTestFinished(() => front.close());
    const store = await openStore([front.url], { replicas: 0 });
    onTestFinished(() => store.stop());
    const entries = Array.from({ length: 60 }, () => messageEntry({ project: 'p', timestamp: OCTOBER }));
    await store.messages.append({ entries });
    await until(
      async () => (await store.messages.page({ projects: ['p'] }, { limit: 60 })).entries.length === 60,
      10_000,
      () => 'the messages are not seen',
    );
    const startedAt = performance.now();
    const before = asked;
    const { seen, pages } = await walk(store, 3);
    const seconds = (performance.now() - startedAt) / 1_000;
    expect([seen, pages]).toEqual([60, 20]);
    expect(asked - before).toBeGreaterThan(0);
    // The first page asks in any case.
    expect(asked - before).toBeLessThanOrEqual(2 + Math.floor(seconds));
  });

  async function walk({ messages }: AnalyticalStore, limit: number) {
    let [seen, pages] = [0, 0];
    for (let after: string | undefined, more = true; more; pages++) {
      const page = await messages.page({ projects: ['p'] }, { limit, after });
      seen += page.entries.length;
      after = page.next;
      more = after !== undefined;
    }
    return { seen, pages };
  }

  /** A store with a message in October and one in November, which both are of the user. */
  async function twoMonths() {
    const prefix = `${unique('unusable')}-`;
    const store = await openStore([node], { prefix, replicas: 0 });
    const userId = unique('user');
    const [october, november] = [OCTOBER, NOVEMBER].map((timestamp) =>
      messageEntry({ project: 'p', userId, timestamp }),
    );
    if (october === undefined || november === undefined) throw new TypeError('there are two');
    const entries = [october, november] as const;
    await store.messages.append({ entries });
    await ask(node, 'POST', `${prefix}*/_refresh`);
    return { prefix, store, userId, entries, index: `${prefix}message-2026-10` };
  }
});

type Entries = readonly [october: NewEntry<Message>, november: NewEntry<Message>];

/** Expects that all that needs the index of October is refused, naming it, and that the rest is answered. */
async function expectRefused(
  store: AnalyticalStore,
  index: string,
  problem: string,
  [october, november]: Entries,
  userId: string,
  { byId = false } = {},
): Promise<void> {
  const { messages } = store;
  const { messageId } = october.value;
  const refused: readonly (() => Promise<unknown>)[] = [
    () => messages.eraseUser({ userId, projects: 'all' }),
    () => messages.deleteAll({ messageId, userId, projects: ['p'] }),
    () => messages.findNewest({ messageId, userId, projects: ['p'] }),
    () => messages.page(within('2026-10-01', '2026-12-01'), { limit: 10 }),
    () => messages.page({ projects: ['another'] }, { limit: 10 }),
    () => messages.count({ projects: ['p'] }),
    () => countMessages(store, 'p', '2026-10-01', '2026-12-01'),
    () => messages.append({ entries: [messageEntry({ project: 'p', timestamp: OCTOBER })] }),
  ];
  for (const call of refused) await expectUnavailable(call(), index, problem);
  const unknown = { traceId: byId ? 'unknown' : october.traceId, projects: 'all' } as const;
  const byTraceId = [() => messages.find(unknown), () => messages.delete(unknown)];
  if (byId) expect(await Promise.all(byTraceId.map((call) => call()))).toEqual([undefined, false]);
  else for (const call of byTraceId) await expectUnavailable(call(), index, problem);

  expect((await messages.page(within('2026-11-01', '2026-12-01'), { limit: 10 })).entries).toHaveLength(1);
  expect(await messages.count(within('2026-11-01', '2026-12-01'))).toBe(1);
  expect(await countMessages(store, 'p', '2026-11-01', '2026-12-01')).toBe(1);
  expect(await messages.find({ traceId: november.traceId, projects: 'all' })).toBeDefined();
  await messages.append({ entries: [messageEntry({ project: 'other', timestamp: NOVEMBER })] });
}

/** Expects that what is left of the user goes, now that all can be searched. */
async function expectErased(
  { messages }: AnalyticalStore,
  [october, november]: Entries,
  userId: string,
): Promise<void> {
  expect(await messages.find({ traceId: october.traceId, projects: 'all' })).toBeDefined();
  expect(await messages.eraseUser({ userId, projects: 'all' })).toBe(2);
  for (const { traceId } of [october, november])
    expect(await messages.find({ traceId, projects: 'all' })).toBeUndefined();
}

function within(from: string, to: string) {
  return { projects: ['p'], from: midnight(from), to: midnight(to) };
}

async function expectUnavailable(call: Promise<unknown>, index: string, problem: string): Promise<void> {
  const outcome = await call.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(UnavailableError);
  if (!(outcome instanceof UnavailableError)) return;
  expect(outcome.message).toMatch(new RegExp(`^the index ${index} is unavailable: it ${problem}`));
  expect(outcome.publicMessage).toBe(`the store cannot serve now: the index ${index} ${problem}`);
  expect(outcome.retryAfterSeconds).toBeGreaterThan(0);
}
