import { describe, expect, test } from 'vitest';
import { createMemex } from '../src/index.js';
import { createMemoryStore } from '../src/memory.js';
import { type ExportPage, exportPages, exportUser, monthsOf, parseTimestamp } from '../src/toolkit.js';

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

describe('exportUser', () => {
  async function linesOf(lines: AsyncIterable<readonly string[]>) {
    const texts: string[] = [];
    for await (const some of lines) texts.push(...some);
    return texts.map((line) => JSON.parse(line));
  }

  const WEEK = { timespan: { type: 'moving', value: '7d' }, type: 'segmentation', metric: 'all' } as const;

  test('gives the messages of a user, the analytics that name the user, and a summary at the end', async () => {
    const { store, memex } = await storeWith(['2026-01-01', '2026-01-03'], 'bot');
    const other = { type: 'request', channel: 'WEB', timestamp: '2026-01-02', messageId: 'o' } as const;
    await memex.messages.append([
      { ...other, userId: 'anna', project: 'shop', conversationId: 'c' },
      { ...other, userId: 'anna', project: 'shop', conversationId: 'c', messageId: 'o2' },
      { ...other, userId: 'ben', project: 'shop' },
    ]);
    const about = { ...WEEK, project: 'shop', dimension: 'message', by: 'channel' } as const;
    const named = await memex.analytics.define({
      ...about,
      filters: [{ field: 'userId', operation: 'term', value: 'anna' }],
    });
    await memex.analytics.define(about);
    const lines = await linesOf(exportUser(store, { ...ALL, userId: 'anna' }, instant('2026-02-01')));
    expect(lines.slice(0, -2).map(({ message }) => message.messageId)).toEqual(['m0', 'o', 'o2', 'm1']);
    expect(lines[0].message.traceId).toMatch(/./);
    expect(lines.at(-2).analytic.id).toBe(named);
    expect(lines.at(-1)).toEqual({
      summary: {
        userId: 'anna',
        createdAt: '2026-02-01T00:00:00',
        messages: 4,
        analytics: 1,
        projects: [
          {
            project: 'bot',
            messages: 2,
            conversations: 0,
            firstTime: '2026-01-01T00:00:00',
            lastTime: '2026-01-03T00:00:00',
          },
          {
            project: 'shop',
            messages: 2,
            conversations: 1,
            firstTime: '2026-01-02T00:00:00',
            lastTime: '2026-01-02T00:00:00',
          },
        ],
        logs: 'not searched: logs have no user',
      },
    });
  });

  test('of a stranger is only a summary', async () => {
    const { store } = await storeWith(['2026-01-01']);
    const lines = await linesOf(exportUser(store, { ...ALL, userId: 'nobody' }, instant('2026-02-01')));
    expect(lines).toMatchObject([{ summary: { messages: 0, analytics: 0, projects: [] } }]);
  });

  test('stays in the projects of the scope', async () => {
    const { store } = await storeWith(['2026-01-01']);
    const scope = { projects: ['shop'], userId: 'anna' };
    expect(await linesOf(exportUser(store, scope, instant('2026-02-01')))).toHaveLength(1);
  });
});
