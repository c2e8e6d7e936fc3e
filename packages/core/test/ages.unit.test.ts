import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ageGroup, type BirthDate } from '../src/analytics/age.js';

interface Vector {
  readonly name: string;
  readonly input: { readonly birth: BirthDate | null; readonly today: string };
  readonly expected: string;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('vectors/ages.json', import.meta.url), 'utf8'),
);

describe('groups of age', () => {
  test('there are vectors', () => {
    expect(vectors.length).toBeGreaterThan(50);
  });

  test.each(vectors)('$name', ({ input: { birth, today }, expected }) => {
    expect(ageGroup(birth, today)).toBe(expected);
  });

  test.each([
    { year: 2001, month: 2, day: 29 },
    { year: 1990, month: 5.5, day: 1 },
    { year: -1, month: 1, day: 1 },
  ])('%j is no date', (birth) => {
    expect(ageGroup(birth, '2026-11-24')).toBe('unavailable');
  });
});
