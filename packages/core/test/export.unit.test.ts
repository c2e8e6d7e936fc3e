import { describe, expect, test } from 'vitest';
import { createMemex } from '../src/index.js';
import { createMemoryStore } from '../src/memory.js';
import { type ExportPage, exportPages, monthsOf, parseTimestamp } from '../src/toolkit.js';

const ALL = { projects: 'all' } as const;

async function storeWith(times: readonly string[], project = 'bot') {
  const store = createMemoryStore();
  const memex = createMemex({ store });
  await memex.start();
  await memex.messages.append(
    times.map((timestamp, index) => ({
      type: 'request' as const,
      messageId: `m${index}`,
      channel: 'WEB',
      userId: 'anna',
      project,
      timestamp,
    })),
  );
  return { store, memex };
}

async function pagesOf(pages: AsyncIterable<ExportPage>) {
  const read: ExportPage[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

function instant(text: string) {
  const parsed = parseTimestamp(text);
  if (parsed === undefined) throw new Error(`${text} is no time`);
  return parsed.instant;
}

describe('exportPages', () => {
  test('reads each record once, oldest first, with its trace id', async () => {
    const times = Array.from({ length: 2_500 }, (_, minute) =>
      new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString(),
    );
    const { store } = await storeWith([...times].reverse());
    const records = [];
    for (const page of await pagesOf(exportPages(store, 'messages', ALL))) records.push(...page.records);
    expect(records.map(({ json }) => JSON.parse(json).timestamp.slice(0, 16))).toEqual(
      times.map((time) => time.slice(0, 16)),
    );
    expect(new Set(records.map(({ traceId }) => traceId)).size).toBe(2_500);
  });

  test('continues after a page', async () => {
    const { store } = await storeWith(
      Array.from({ length: 1_500 }, (_, minute) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()),
    );
    const pages = exportPages(store, 'messages', ALL);
    const first = (await pages.next()).value;
    await pages.return();
    const rest = [];
    for await (const page of exportPages(store, 'messages', ALL, { after: first?.next }))
      rest.push(...page.records);
    expect([first?.records.length, rest.length]).toEqual([1_000, 500]);
  });

  test('reads only the project and the time range of the scope', async () => {
    const { store, memex } = await storeWith(['2026-01-01', '2026-01-02', '2026-01-03']);
    await memex.messages.append([
      {
        type: 'request',
        messageId: 'o',
        channel: 'W',
        userId: 'ben',
        project: 'other',
        timestamp: '2026-01-02',
      },
    ]);
    const scope = { projects: ['bot'], from: instant('2026-01-02'), to: instant('2026-01-02') };
    const pages = await pagesOf(exportPages(store, 'messages', scope));
    expect(pages.flatMap(({ records }) => records.map(({ json }) => JSON.parse(json).messageId))).toEqual([
      'm1',
    ]);
  });

  test('reads analytics with their results', async () => {
    const { store, memex } = await storeWith([]);
    const id = await memex.analytics.define({
      project: 'bot',
      timespan: { type: 'moving', value: '7d' },
      type: 'count',
      dimension: 'user',
      metric: 'active',
    });
    const [page] = await pagesOf(exportPages(store, 'analytics', ALL));
    expect(page?.records.map(({ json }) => JSON.parse(json))).toMatchObject([
      { id, descriptor: { project: 'bot', metric: 'active' }, result: null },
    ]);
  });
});

describe('monthsOf', () => {
  test('divides a scope by the months in UTC that have records, and those between', async () => {
    const { store } = await storeWith(['2025-11-30T23:59:59.999999', '2026-01-01', '2026-02-28T10:00:00']);
    expect((await monthsOf(store, 'messages', ALL)).map(({ name }) => name)).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
  });

  test('keeps the ends of the scope', async () => {
    const { store } = await storeWith(['2026-01-10', '2026-01-20', '2026-02-10', '2026-02-20']);
    const scope = { ...ALL, from: instant('2026-01-15'), to: instant('2026-02-15') };
    const months = await monthsOf(store, 'messages', scope);
    expect(months.map(({ scope: { from, to } }) => [from, to])).toEqual([
      [instant('2026-01-15'), instant('2026-01-31T23:59:59.999999')],
      [instant('2026-02-01'), instant('2026-02-15')],
    ]);
  });

  test('of nothing are none', async () => {
    const { store } = await storeWith([]);
    expect(await monthsOf(store, 'messages', ALL)).toEqual([]);
  });
});
