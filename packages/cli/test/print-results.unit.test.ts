import { AnalyticResult, Descriptor, decode } from '@memex/core/model';
import { expect, test } from 'vitest';
import { printResults } from '../src/query/print-results.js';

const window = {
  creationDt: '2026-03-03T00:00:00',
  fromDt: '2026-03-01T00:00:00',
  toDt: '2026-03-03T00:00:00',
};
const about = { project: 'app', timespan: { type: 'moving', value: '2d' } };
const users = { ...about, type: 'count', dimension: 'user', metric: 'total' };
const channels = { ...about, type: 'segmentation', dimension: 'message', metric: 'all', by: 'channel' };

function printed(descriptor: unknown, result: object, width = 80): string {
  const answered = {
    descriptor: decode(Descriptor, descriptor),
    result: decode(AnalyticResult, { ...window, ...result }),
  };
  const [, ...lines] = printResults([answered], 'UTC', width);
  for (const line of lines.filter((one) => !one.includes(' to ')))
    expect(line.length).toBeLessThanOrEqual(width);
  return lines.join('\n');
}

test.each([
  [12, 10, '+20.0 %'],
  [5, 10, '-50.0 %'],
  [10, 10, '0.0 %'],
  [3, 0, '-'],
])('%i after %i is a change of %s', (count, before, change) => {
  const previous = { ...window, type: 'count', count: before };
  const text = printed({ ...users, compare: 'previous' }, { type: 'count', count, previous });
  expect(text.split('\n').at(-1)).toMatch(
    new RegExp(`^ {3}count +${count} +${before} +${change.replace('+', '\\+')}$`),
  );
});

test('an estimate is marked', () => {
  expect(printed(users, { type: 'count', count: 41234, approximate: true })).toContain('count  ~41234');
});

test('labels are cut, wide ones are aligned, and what a terminal would obey is escaped', () => {
  const segments = ['x'.repeat(100), '漢字', '\u001b[2J', '', null].map((type, index) => ({
    type,
    count: index + 1,
    ...(type === null && { rest: true }),
  }));
  expect(printed(channels, { type: 'segmentation', segments }, 40)).toBe(
    [
      '   2026-03-01 00:00:00+00:00 to 2026-03-03 00:00:00+00:00, UTC',
      '   segment             count',
      `   ${'x'.repeat(17)}…      1`,
      '   漢字                    2',
      '   \\u001b[2J               3',
      '   ""                      4',
      '   (the rest)              5',
    ].join('\n'),
  );
});

test('where nothing was found, it says so', () => {
  expect(printed(channels, { type: 'segmentation', segments: [] })).toBe('   nothing');
});
