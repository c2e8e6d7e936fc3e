import { describe, expect, test } from 'vitest';
import { createLoader } from '../src/data/loader.js';
import type { FieldValue, PanelId, Window } from '../src/state/view-state.js';
import { localDateOf, messagesIn, type Scope } from './support/expected.js';
import { libraryMessages, type Sent, ZONE } from './support/library.js';
import { startLibrary, subjectIn } from './support/subject.js';

const messages = libraryMessages();
const MONTH: Window = { kind: 'named', name: '28d' };
const SCOPE: Scope = { from: '2026-09-29', to: '2026-10-26' };
const WEB: FieldValue = { field: 'channel', value: 'WEB' };
const requests = requestsIn(SCOPE);

function requestsIn(scope: Scope): readonly (Sent & { readonly type: 'request' })[] {
  return messagesIn(messages, scope).filter((one) => one.type === 'request');
}

/** How often each value is there, the most frequent first, then by their names. */
function tally(values: readonly string[]): readonly { readonly value: string; readonly count: number }[] {
  return [...new Set(values)]
    .map((value) => ({ value, count: values.filter((one) => one === value).length }))
    .toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}

describe('the panels', () => {
  test.each<[PanelId, string, (request: (typeof requests)[number]) => string]>([
    ['intents', 'intent.name', ({ intent }) => intent?.name ?? ''],
    ['channels', 'channel', ({ channel }) => channel],
    ['languages', 'language', ({ language }) => language ?? ''],
  ])('count the requests by %s', async (panel, field, nameOf) => {
    const { api } = await startLibrary();
    for (const conditions of [[], [WEB]]) {
      const data = await createLoader(subjectIn(MONTH, conditions), api()).panel(panel);
      const rows = tally(requestsIn({ ...SCOPE, conditions }).map(nameOf));
      expect(data).toEqual({ kind: 'values', panel, field, rows });
    }
  });

  test('show the most frequent values, and all once they are open', async () => {
    const { api, memex } = await startLibrary();
    await memex.messages.append(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({
        type: 'request' as const,
        project: 'library',
        messageId: name,
        userId: 'anna',
        channel: 'WEB',
        intent: { name },
        timestamp: '2026-10-20T10:00:00Z',
      })),
    );
    const closed = await createLoader(subjectIn(MONTH), api()).panel('intents');
    const open = await createLoader(subjectIn(MONTH, [], { panel: 'intents' }), api()).panel('intents');
    if (closed.kind !== 'values' || open.kind !== 'values') throw new Error('intents are values');
    expect(closed.rows).toHaveLength(6);
    expect(closed.rows.at(-1)).toEqual({ value: null, count: 6 });
    expect(open.rows).toHaveLength(11);
  });

  test('count the types of messages by day', async () => {
    const { api } = await startLibrary();
    const data = await createLoader(subjectIn(MONTH), api()).panel('types');
    if (data.kind !== 'types') throw new Error('types are types');
    expect(data.interval).toBe('day');
    expect(data.series.map(({ type }) => type)).toEqual(['request', 'response', 'notification']);
    const dates = data.starts.map((start) => localDateOf(new Date(`${start}Z`)));
    expect(dates).toHaveLength(28);
    for (const { type, counts } of data.series)
      expect(counts).toEqual(
        dates.map(
          (date) => messagesIn(messages, { from: date, to: date }).filter((one) => one.type === type).length,
        ),
      );
  });

  test('count the requests by weekday and hour, on the clocks of the zone', async () => {
    const { api } = await startLibrary();
    const data = await createLoader(subjectIn(MONTH), api()).panel('hours');
    expect(data).toEqual({ kind: 'hours', counts: hoursOf(requests), since: null });
  });

  test('count no more than the last 91 days by weekday and hour', async () => {
    const { api } = await startLibrary();
    const data = await createLoader(subjectIn({ kind: 'named', name: 'all' }), api()).panel('hours');
    const counts = hoursOf(requestsIn({ from: '2026-07-29', to: '2026-10-27' }));
    expect(data).toEqual({ kind: 'hours', counts, since: '2026-07-29' });
  });

  const clock = new Intl.DateTimeFormat('en', {
    timeZone: ZONE,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });

  function hoursOf(counted: typeof requests): readonly (readonly number[])[] {
    const times = counted.map(({ timestamp }) => clock.format(timestamp));
    return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((day) =>
      Array.from(
        { length: 24 },
        (_, hour) => times.filter((time) => time === `${day}, ${String(hour).padStart(2, '0')}`).length,
      ),
    );
  }

  test.each([[[]], [[WEB]], [[{ field: 'language', value: 'en' }]]])(
    'show the newest requests that were not understood, and the most frequent: %j',
    async (conditions) => {
      const { api } = await startLibrary();
      const data = await createLoader(subjectIn(MONTH, conditions), api()).panel('not-understood');
      if (data.kind !== 'fallbacks') throw new Error('fallbacks are fallbacks');
      const fallbacks = requestsIn({ ...SCOPE, conditions }).filter(
        ({ intent }) => intent?.name === 'default',
      );
      const newest = fallbacks
        .toSorted((one, other) => other.timestamp.getTime() - one.timestamp.getTime())
        .filter(
          (one, index, all) =>
            all.findIndex((other) => other.conversationId === one.conversationId) === index,
        )
        .slice(0, 5);
      expect(data.rows).toHaveLength(5);
      expect(
        data.rows.map(({ timestamp, conversationId, userId, text }) => [
          `${timestamp}`,
          conversationId,
          userId,
          text,
        ]),
      ).toEqual(
        newest.map((one) => [
          one.timestamp
            .toISOString()
            .replace(/(?:\.000)?Z$/, '')
            .replace(/\.\d{3}$/, '$&000'),
          one.conversationId,
          one.userId,
          textOf(one),
        ]),
      );
      expect(data.texts).toEqual(tally(fallbacks.map(textOf)));
    },
  );

  test('look for no conversations where everything was understood', async () => {
    const { api } = await startLibrary();
    const asked: unknown[] = [];
    const counting = { ...api(), conversations: (call: unknown) => Promise.reject(asked.push(call)) };
    const nobody: FieldValue = { field: 'channel', value: 'NOBODY' };
    const data = await createLoader(subjectIn(MONTH, [nobody]), counting).panel('not-understood');
    expect(data).toEqual({ kind: 'fallbacks', rows: [], hasMore: false, texts: [] });
    expect(asked).toEqual([]);
  });
});

function textOf({ content }: (typeof requests)[number]): string {
  return content?.type === 'text' ? content.value : '';
}
