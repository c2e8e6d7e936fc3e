import { describe, expect, test } from 'vitest';
import { chartOfCard } from '../../src/charts/of-card.js';
import { chartOfPanel } from '../../src/charts/of-panel.js';
import type { CardData } from '../../src/data/card-data.js';
import { CHARTS, daysOf } from '../support/charts.js';

const card: CardData = {
  card: 'conversations',
  value: 6,
  points: daysOf([1, 2, 3], true),
  interval: 'day',
  previous: undefined,
};

describe('a card', () => {
  test('is one line', () => {
    expect(chartOfCard(card, 'count')).toEqual({
      kind: 'lines',
      unit: 'count',
      interval: 'day',
      lines: [{ name: 'current', role: 'current', points: card.points }],
    });
  });

  test('has the period before as another line', () => {
    const { lines } = chartOfCard({ ...card, previous: { value: 3, points: daysOf([0, 1, 2]) } }, 'count');
    expect(lines[1]).toEqual({ name: 'previous', role: 'previous', points: daysOf([0, 1, 2]) });
  });
});

describe('a panel', () => {
  test('of values is bars, the rest among them', () => {
    const rows = [
      { value: 'book', count: 5 },
      { value: true, count: 3 },
      { value: null, count: 2 },
    ];
    expect(chartOfPanel({ kind: 'values', panel: 'intents', field: 'content.intent', rows })).toEqual({
      kind: 'bars',
      unit: 'count',
      rows: [
        { name: 'book', value: 5 },
        { name: 'true', value: 3 },
        { name: 'all others', value: 2 },
      ],
    });
  });

  test('of what was not understood is the most frequent texts', () => {
    const texts = [{ value: 'a\nb', count: 4 }];
    expect(chartOfPanel({ kind: 'fallbacks', rows: [], hasMore: false, texts })).toEqual({
      kind: 'bars',
      unit: 'count',
      rows: [{ name: 'a b', value: 4 }],
    });
  });

  test('of types is stacked bars', () => {
    const starts = ['2026-10-31T23:00:00', '2026-11-01T23:00:00'];
    const series = [{ type: 'request', counts: [1, 2] }];
    expect(chartOfPanel({ kind: 'types', interval: 'day', starts, series })).toEqual({
      kind: 'stacked',
      interval: 'day',
      buckets: starts.map((from) => ({ from, unfinished: false })),
      parts: [{ name: 'request', counts: [1, 2] }],
    });
  });

  test('of hours is the hours of the week', () => {
    const { hours } = CHARTS;
    const counts = hours.kind === 'hours' ? hours.counts : [];
    expect(chartOfPanel({ kind: 'hours', counts, since: null })).toEqual(hours);
  });
});
