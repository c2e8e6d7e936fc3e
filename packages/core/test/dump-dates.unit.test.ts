import { readFileSync } from 'node:fs';
import { formatInstant } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { parseDumpDate } from '../src/report/dump-date.js';

interface Vector {
  readonly name: string;
  readonly input: string;
  readonly expected: string | null;
  readonly level: 'named' | 'agreed' | 'old';
  readonly undecided?: true;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('vectors/dump-dates.json', import.meta.url), 'utf8'),
);

describe.each(['named', 'agreed'])('dates of dumps, %s', (level) => {
  const demanded = vectors.filter((vector) => vector.level === level && vector.undecided === undefined);

  test('there are vectors', () => {
    expect(demanded.length).toBeGreaterThan(50);
  });

  test.each(demanded)('$name: $input', ({ input, expected }) => {
    const instant = parseDumpDate(input);
    expect(instant === undefined ? null : `${formatInstant(instant)}Z`).toBe(expected);
  });
});

test('a date in digits whose year comes last begins with the month where that can be one', () => {
  expect(parseDumpDate('01/02/2021')).toBe(parseDumpDate('2021-01-02'));
  expect(parseDumpDate('13/02/2021')).toBe(parseDumpDate('2021-02-13'));
});

test('no vector of any level makes it throw', () => {
  for (const { input } of vectors) parseDumpDate(input);
});
