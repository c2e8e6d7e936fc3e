import { join } from 'node:path';
import type { AnalyticalStore } from '@memex/core';
import { everyQuestion, messageEntry, sourcesOf, unique, variedEntries } from '@memex/core/testing';
import { computeAll, field, instantOfMillis } from '@memex/core/toolkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keyOf, MESSAGE_IDS } from '../dist/columns/column.js';
import { ColumnStore } from '../dist/columns/column-store.js';
import { loadDriver } from '../dist/driver/open-driver.js';
import { measureAll } from '../dist/measure/measure.js';
import { openToRead } from '../dist/schema/open.js';
import { startChild } from './support/child.js';
import { emptyFolder } from './support/folder.js';
import { startedMemory, startedStore } from './support/started.js';

const QUESTIONS = everyQuestion('app');
const MEBI = 1024 * 1024;

/** Every question is asked of two stores, twice. */
const PATIENCE_MS = 180_000;

describe('columns', () => {
  for (const columnBytes of [0, 20_000, 100_000, 64 * MEBI]) {
    test(
      `of ${columnBytes} bytes at most give the answers that memory gives, also after deletions`,
      async () => {
        const store = await startedStore({ columnBytes });
        const memory = await startedMemory();
        const entries = variedEntries(500, 'app');
        for (const { messages } of [store, memory]) await messages.append({ entries });
        await expectAgreement(store, memory);
        for (const { messages } of [store, memory]) {
          for (const { traceId } of entries.slice(0, 100))
            await messages.delete({ traceId, projects: 'all' });
          await messages.append({ entries: variedEntries(200, 'app', 2) });
        }
        await expectAgreement(store, memory);
      },
      PATIENCE_MS,
    );
  }

  test(
    'are brought in step by each question with what arrived before it, in any order of time',
    async () => {
      const store = await startedStore();
      const memory = await startedMemory();
      const entries = variedEntries(400, 'app');
      for (let start = 0; start < entries.length; start += 200) {
        for (const { messages } of [store, memory])
          await messages.append({ entries: entries.slice(start, start + 200) });
        await expectAgreement(store, memory);
      }
    },
    PATIENCE_MS,
  );

  test('know every write and deletion that another process was acknowledged', async () => {
    const path = await emptyFolder();
    const [asked, other] = [await startedStore({ path }), await startedStore({ path })];
    expect(await users(asked)).toBe(0);
    await other.messages.append({ entries: ['anna', 'ben', 'eva'].map(messageOf) });
    expect(await users(asked)).toBe(3);
    await other.messages.eraseUser({ userId: 'ben', projects: 'all' });
    expect(await users(asked)).toBe(2);
    const late = messageOf('zoe');
    await other.messages.append({ entries: [late] });
    await other.messages.delete({ traceId: late.traceId, projects: 'all' });
    expect(await users(asked)).toBe(2);
  });

  test('have exactly what a process stored that was killed while they were asked for', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const child = startChild('append', [path, 'app', '0']);
    for (let lines = 0; lines < 100; lines++) {
      await child.lines.next();
      if (lines % 10 === 0) await messages(store);
    }
    child.process.kill('SIGKILL');
    for (let line = await child.lines.next(); !line.done; ) line = await child.lines.next();
    const stored = await store.messages.count({ projects: ['app'] });
    expect(stored).toBeGreaterThanOrEqual(1_000);
    expect(await messages(store)).toBe(stored);
  });

  test('keep nothing of an erased user once anything is asked, about any project', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const userId = unique('user');
    const metadata = { town: unique('town') };
    await store.messages.append({
      entries: [
        messageEntry({ project: 'app', userId, metadata }),
        messageEntry({ project: 'app', userId, type: 'response', responseTo: unique('question') }),
        messageOf('anna'),
      ],
    });
    await store.messages.append({ entries: [messageEntry({ project: 'other' })] });
    const connection = openToRead(await loadDriver(), join(path, 'memex.db'));
    onTestFinished(() => connection.close());
    const columns = new ColumnStore(MEBI);
    const ask = (project: string) =>
      measureAll(
        connection,
        { request: { project, window: WINDOW, measures: MEASURES, buckets: [] } },
        columns,
      );
    expect(ask('app').map(({ total }) => total)).toMatchObject([{ count: 2 }, { count: 1 }, { count: 2 }]);
    const options = { connection, refuseAbandoned: () => undefined };
    const project = columns.open(1, WINDOW, options);
    const sizes = () => [
      project?.dictionaryOf(keyOf({ kind: 'codes', column: 'user_h', isHashed: true })).size,
      project?.valueDictionaryOf(keyOf({ kind: 'values', path: field('metadata.town') })).size,
      project?.dictionaryOf(keyOf(MESSAGE_IDS)).size,
      project?.segments.reduce((sum, { rows }) => sum + rows, 0),
    ];
    // The response has an id, and one that it answers.
    expect(sizes()).toEqual([2, 1, 4, 3]);
    await store.messages.eraseUser({ userId, projects: 'all' });
    ask('other');
    expect(sizes()).toEqual([1, 0, 1, 1]);
  });

  test('find values under any key, as memory does, whatever they are and whatever lists are on the way', async () => {
    const stores = [await startedStore(), await startedMemory()];
    const entries = KEYS.flatMap((key) =>
      VALUES.map((value) => {
        const metadata = { [key]: value, list: [{ [key]: value }], deep: { [key]: { in: value } } };
        return messageEntry({ project: 'app', metadata });
      }),
    );
    for (const { messages } of stores) await messages.append({ entries });
    for (const key of KEYS) {
      for (const path of [`${key}`, `${key}.in`, `list.${key}`, `deep.${key}.in`]) {
        const one = field(`metadata.${path}`);
        const measures = [
          { measure: 'distinct', field: one, where: [] },
          { measure: 'numbers', field: one, where: [] },
          { measure: 'terms', field: one, of: 'messages', limit: 3, where: [] },
          { measure: 'terms', field: one, of: 'userId', limit: 20, where: [] },
          {
            measure: 'distinct',
            field: field('userId'),
            where: [{ field: one, operation: 'term', value: 'x' }],
          },
        ] as const;
        const request = { project: 'app', window: WINDOW, measures, buckets: [] };
        const [found, expected] = await Promise.all(stores.map(({ analysis }) => analysis.measure(request)));
        expect(found, path).toEqual(expected);
      }
    }
  });

  test('never take more than their bound', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    await store.messages.append({ entries: variedEntries(2_000, 'app') });
    const connection = openToRead(await loadDriver(), join(path, 'memex.db'));
    onTestFinished(() => connection.close());
    for (const maxBytes of [1_000, 60_000, 120_000, 250_000]) {
      const columns = new ColumnStore(maxBytes);
      for (const path of ['userId', 'metadata.score', 'metadata.text', 'content.value', 'conversationId']) {
        const measures = [{ measure: 'distinct', field: field(path), where: [] }] as const;
        measureAll(
          connection,
          { request: { project: 'app', window: WINDOW, measures, buckets: [] } },
          columns,
        );
        expect(columns.bytes).toBeLessThanOrEqual(maxBytes);
      }
    }
  });
});

const KEYS = [
  'a b',
  "it's",
  'ключ',
  'x"y',
  'back\\slash',
  '#',
  '0',
  '$',
  '[0]',
  '*',
  '🙂',
  '\u0001',
  '\ud800',
  'toString',
];

const VALUES = [
  1,
  'x',
  true,
  [1, 'x', [2]],
  { in: 5 },
  null,
  [{ in: 7 }, { in: 'seven' }],
  'x'.repeat(20_000),
  1e300,
  '"',
];

const WINDOW = { to: instantOfMillis(Date.UTC(2030, 0)) };

const MEASURES = [
  { measure: 'distinct', field: field('userId'), where: [] },
  { measure: 'distinct', field: field('metadata.town'), where: [] },
  { measure: 'unanswered', where: [] },
] as const;

function messageOf(userId: string) {
  return messageEntry({ project: 'app', userId });
}

async function expectAgreement(store: AnalyticalStore, memory: AnalyticalStore): Promise<void> {
  const [found = [], expected = []] = await Promise.all(
    [store, memory].map((one) => computeAll(QUESTIONS, sourcesOf(one))),
  );
  const different = QUESTIONS.filter((_, index) => !isClose(found[index], expected[index]));
  expect(different).toEqual([]);
  expect(found).toHaveLength(QUESTIONS.length);
}

/** Sums differ in their last digits by the order in which they are made, and what is small beside the sums in more. */
function isClose(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null)
    return one === other;
  const keys = Object.keys(one);
  const [values, others] = [Object.values(one), Object.values(other)];
  const numbers = values.filter((value) => typeof value === 'number');
  return (
    keys.join() === Object.keys(other).join() &&
    values.every((value: unknown, index) =>
      typeof value === 'number'
        ? Math.abs(value - others[index]) <= 1e-9 * Math.max(...numbers.map(Math.abs))
        : isClose(value, others[index]),
    )
  );
}

async function users(store: AnalyticalStore): Promise<number> {
  return count(store, 'userId');
}

async function messages(store: AnalyticalStore): Promise<number> {
  return count(store, 'messageId');
}

async function count(store: AnalyticalStore, path: string): Promise<number> {
  const measures = [{ measure: 'distinct', field: field(path), where: [] }] as const;
  const [analysis] = await store.analysis.measure({ project: 'app', window: WINDOW, measures, buckets: [] });
  return analysis?.total.answer === 'count' ? analysis.total.count : Number.NaN;
}
