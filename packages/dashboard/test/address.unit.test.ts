import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from '../src/state/address.js';
import {
  CARD_IDS,
  DEFAULT_STATE,
  MAX_ROWS,
  MIN_ROWS,
  NAMED_WINDOWS,
  PAGE_IDS,
  PANEL_IDS,
  type ViewState,
  type Window,
} from '../src/state/view-state.js';

const text = fc.string({ unit: 'grapheme' });
const named = text.filter((one) => one !== '');
const dates = fc
  .tuple(...[0, 1].map(() => fc.integer({ min: -70_000, max: 70_000 })))
  .map((days) => days.toSorted((one, other) => one - other).map((day) => new Date(day * 86_400_000)))
  .map(([from, to]): Window => ({ kind: 'dates', from: dateOf(from), to: dateOf(to) }));

const states: fc.Arbitrary<ViewState> = fc.record({
  page: fc.constantFrom(...PAGE_IDS),
  project: fc.option(named, { nil: undefined }),
  window: fc.oneof(
    fc.constantFrom(...NAMED_WINDOWS).map((name): Window => ({ kind: 'named', name })),
    dates,
  ),
  compare: fc.boolean(),
  conditions: fc.array(
    fc.record({
      field: named,
      value: fc.oneof(
        text,
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
      ),
    }),
  ),
  card: fc.constantFrom(...CARD_IDS),
  panel: fc.option(fc.constantFrom(...PANEL_IDS), { nil: undefined }),
  define: fc.option(fc.constantFrom(...CARD_IDS, ...PANEL_IDS), { nil: undefined }),
  conversation: fc.option(named, { nil: undefined }),
  text,
  rows: fc.integer({ min: MIN_ROWS, max: MAX_ROWS }),
});

function dateOf(date: Date | undefined): string {
  return date?.toISOString().slice(0, 10) ?? '';
}

describe('the address of the dashboard', () => {
  test('tells the whole state', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(readAddress(writeAddress(state))).toEqual(state);
      }),
    );
  });

  test('is the same for the same state, however it was written', () => {
    fc.assert(
      fc.property(fc.string(), (search) => {
        const address = writeAddress(readAddress(search));
        expect(writeAddress(readAddress(address))).toBe(address);
      }),
    );
  });

  test('has nothing that is as usual', () => {
    expect(writeAddress(DEFAULT_STATE)).toBe('?');
    expect(readAddress('')).toEqual(DEFAULT_STATE);
  });

  test('of a form with empty fields is that of the defaults', () => {
    const form = '?project=&window=&from=&to=&where=&card=&panel=&define=&conversation=&text=&page=&compare=';
    expect(readAddress(form)).toEqual(DEFAULT_STATE);
  });

  test.each([
    'window=8d',
    'window=28D',
    'from=2026-11-01',
    'from=2026-02-30&to=2026-03-01',
    'from=2026-11-01&to=+10000-01-01',
    'from=0001-01-01&to=2026-11-01',
    'page=admin&card=money&panel=__proto__',
    'where=channel&where=:WEB&where=score=high&where=score=&where=%25:x',
    '%',
  ])('understands what it can, and leaves out the rest: %s', (search) => {
    expect(readAddress(search)).toEqual(DEFAULT_STATE);
  });

  test('takes dates in any order, and a named window before them', () => {
    expect(readAddress('from=2026-11-30&to=2026-11-01').window).toEqual({
      kind: 'dates',
      from: '2026-11-01',
      to: '2026-11-30',
    });
    expect(readAddress('window=7d&from=2026-11-01&to=2026-11-30').window).toEqual({
      kind: 'named',
      name: '7d',
    });
  });

  test('can be read by people', () => {
    const state: ViewState = {
      ...DEFAULT_STATE,
      project: 'library',
      conditions: [
        { field: 'channel', value: 'WEB' },
        { field: 'metadata.a:b', value: 0.5 },
      ],
    };
    expect(decodeURIComponent(writeAddress(state))).toBe(
      '?project=library&where=channel:WEB&where=metadata.a%3Ab=0.5',
    );
  });
});
