import { readFileSync } from 'node:fs';
import { decode, Timespan } from '@memex/core/model';
import { formatInstant } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { windowOf } from '../src/analytics/window.js';
import { instant } from './samples.js';

interface Vector {
  readonly name: string;
  readonly input: { readonly now: string; readonly value: string; readonly zone: string };
  readonly expected: { readonly from: string | null; readonly to: string };
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('vectors/windows.json', import.meta.url), 'utf8'),
);

describe('moving windows', () => {
  test('there are vectors', () => {
    expect(vectors.length).toBeGreaterThan(100);
  });

  test.each(vectors)('$name: $input.value in $input.zone', ({ input: { now, value, zone }, expected }) => {
    const { from, to } = windowOf(decode(Timespan, { type: 'moving', value }), instant(now), zone);
    expect({ from: from === undefined ? null : formatInstant(from), to: formatInstant(to) }).toEqual(
      expected,
    );
  });
});
