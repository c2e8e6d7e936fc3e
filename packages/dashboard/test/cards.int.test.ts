import { describe, expect, test } from 'vitest';
import { createLoader } from '../src/data/loader.js';
import { plus } from '../src/state/calendar.js';
import { CARD_IDS, type CardId, type FieldValue, type Window } from '../src/state/view-state.js';
import { datesBefore, datesOf } from '../src/state/window-dates.js';
import { figureOf, localDateOf } from './support/expected.js';
import { libraryMessages, NOW } from './support/library.js';
import { startLibrary, subjectIn } from './support/subject.js';

const messages = libraryMessages();
const TODAY = localDateOf(new Date(NOW));
const WINDOWS: readonly Window[] = [
  { kind: 'named', name: '7d' },
  { kind: 'named', name: '28d' },
  { kind: 'named', name: 'month' },
  { kind: 'named', name: 'last-month' },
  { kind: 'dates', from: '2026-10-20', to: '2026-10-26' },
];
const FILTERS: readonly (readonly FieldValue[])[] = [
  [],
  [{ field: 'channel', value: 'WEB' }],
  [
    { field: 'language', value: 'it' },
    { field: 'channel', value: 'TELEGRAM' },
  ],
];

/** Percentiles are estimates. */
function expectFigure(card: CardId, actual: number | null | undefined, expected: number | null): void {
  if (expected === null || card !== 'answer-time') expect(actual).toEqual(expected);
  else expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThan(0.2);
}

describe('the figures of the cards', () => {
  test.each(WINDOWS.map((window) => [JSON.stringify(window), window] as const))(
    'are those of the messages: %s',
    async (_, window) => {
      const { api } = await startLibrary();
      const [own, before] = [datesOf(window, TODAY), datesBefore(window, TODAY)];
      if (own === undefined || before === undefined) throw new Error('the window has a beginning');
      for (const conditions of FILTERS) {
        const loader = createLoader(subjectIn(window, conditions), api());
        const cards = await Promise.all(CARD_IDS.map((id) => loader.card(id)));
        for (const { card, value, previous, points, interval } of cards) {
          expectFigure(card, value, figureOf(card, messages, { ...own, conditions }));
          expectFigure(card, previous?.value, figureOf(card, messages, { ...before, conditions }));
          expect(interval).toBe('day');
          expect(points.map(({ from }) => localDateOf(new Date(`${from}Z`)))).toEqual(
            datesFrom(own.from, own.to).filter((date) => date <= TODAY),
          );
          for (const { from, value: point } of points) {
            const date = localDateOf(new Date(`${from}Z`));
            expectFigure(card, point, figureOf(card, messages, { from: date, to: date, conditions }));
          }
          expect(points.filter(({ unfinished }) => unfinished)).toHaveLength(own.to < TODAY ? 0 : 1);
          expect(previous?.points.map(({ from }) => localDateOf(new Date(`${from}Z`)))).toEqual(
            datesFrom(before.from, before.to),
          );
        }
      }
    },
  );

  test('of today are by the hour, up to now', async () => {
    const { api } = await startLibrary();
    const { points, previous, interval } = await createLoader(
      subjectIn({ kind: 'named', name: 'today' }),
      api(),
    ).card('conversations');
    expect(interval).toBe('hour');
    expect(points).toHaveLength(16);
    expect(points.map(({ unfinished }) => unfinished).indexOf(true)).toBe(15);
    expect(previous?.points).toHaveLength(24);
  });

  test('of all time have nothing before them', async () => {
    const { api } = await startLibrary();
    const window = { kind: 'named', name: 'all' } as const;
    const card = await createLoader(subjectIn(window), api()).card('new-users');
    expect(card.previous).toBeUndefined();
    expect(card.value).toBe(new Set(messages.map(({ userId }) => userId)).size);
    expect(card.points.at(-1)?.unfinished).toBe(true);
  });

  test('are not compared where nobody wants it', async () => {
    const { api } = await startLibrary();
    const { state, ...rest } = subjectIn({ kind: 'named', name: 'month' });
    const card = await createLoader({ ...rest, state: { ...state, compare: false } }, api()).card(
      'fallback-rate',
    );
    expect(card.previous).toBeUndefined();
  });
});

function datesFrom(from: string, to: string): readonly string[] {
  return from > to ? [] : [from, ...datesFrom(plus(from, { days: 1 }), to)];
}
