import { readFileSync } from 'node:fs';
import { formatInstant, instantOf, MICROS_PER_DAY, parseTimestamp } from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

interface Vector {
  readonly name: string;
  readonly input: unknown;
  readonly expected: string | null;
  readonly now: string;
  readonly text?: string;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('vectors/timestamps.json', import.meta.url), 'utf8'),
);

describe('timestamps', () => {
  test('there are vectors', () => {
    expect(vectors.length).toBeGreaterThan(100);
  });

  test.each(vectors)('$name', ({ input, expected, now, text }) => {
    const parsed = typeof input === 'string' ? parseTimestamp(input) : undefined;
    const latest = (parseTimestamp(now)?.instant ?? Number.NaN) + MICROS_PER_DAY;
    const accepted = parsed && parsed.instant >= 0 && parsed.instant <= latest ? parsed : undefined;
    expect(accepted && { instant: String(accepted.instant), text: accepted.timestamp }).toEqual(
      expected === null ? undefined : { instant: expected, text },
    );
  });

  test('the normal form reads as the same instant and text again', () => {
    const micros = fc.integer({ min: 0, max: 9_007_199_254_740_991 });
    fc.assert(
      fc.property(micros, fc.integer({ min: -1439, max: 1439 }), (instant, offset) => {
        const seconds = Math.floor(instant / 1e6);
        const local = new Date((seconds + offset * 60) * 1_000).toISOString().slice(0, 19);
        const sign = offset < 0 ? '-' : '+';
        const minutes = Math.abs(offset);
        const zone = `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const parsed = parseTimestamp(`${local}.${String(instant % 1e6).padStart(6, '0')}${zone}`);
        if (parsed === undefined) throw new Error('refused');
        expect(parsed.instant).toBe(instant);
        expect(parseTimestamp(parsed.timestamp)).toEqual(parsed);
        expect(instantOf(formatInstant(parsed.instant))).toBe(instant);
      }),
    );
  });
});
