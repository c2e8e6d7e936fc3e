import { readFileSync } from 'node:fs';
import { decode, Timespan } from '@memex/core/model';
import { formatInstant } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { windowBefore, windowOf } from '../src/analytics/window.js';
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

describe('the window before', () => {
  const NOW = '2026-03-31T10:00:00';
  test.each([
    [moving('7d'), 'UTC', '2026-03-17T00:00:00', '2026-03-24T00:00:00'],
    [moving('2w'), 'UTC', '2026-03-03T00:00:00', '2026-03-17T00:00:00'],
    // A month before 31 March begins on 28 February, and the one before that on 28 January.
    [moving('1m'), 'UTC', '2026-01-28T00:00:00', '2026-02-28T00:00:00'],
    [moving('1y'), 'UTC', '2024-03-31T00:00:00', '2025-03-31T00:00:00'],
    [moving('today'), 'UTC', '2026-03-30T00:00:00', '2026-03-31T00:00:00'],
    // The clocks of Rome were set two days ago: the days before have midnights of winter.
    [moving('1d'), 'Europe/Rome', '2026-03-28T23:00:00', '2026-03-29T22:00:00'],
    [moving('2000y'), 'UTC', null, '0026-03-31T00:00:00'],
    [fixed('2026-03-01', '2026-03-08'), 'UTC', '2026-02-21T23:59:59.999999', '2026-02-28T23:59:59.999999'],
    [fixed('2026-03-01', '2026-03-01'), 'UTC', '2026-02-28T23:59:59.999999', '2026-02-28T23:59:59.999999'],
    [
      fixed('2026-03-01', '2026-03-31T23:59:59.999999'),
      'Europe/Rome',
      '2026-01-29T00:00:00',
      '2026-02-28T23:59:59.999999',
    ],
    [fixed('1700-01-01', '9000-01-01'), 'UTC', null, '1699-12-31T23:59:59.999999'],
  ])('of %j in %s is from %s to %s', (timespan, zone, from, to) => {
    const decoded = decode(Timespan, timespan);
    const own = windowOf(decoded, instant(NOW), zone);
    if (own.from === undefined) throw new Error('it has no beginning');
    const before = windowBefore(decoded, { from: own.from, to: own.to }, zone);
    expect(before.from === undefined ? null : formatInstant(before.from)).toBe(from);
    expect(formatInstant(before.to)).toBe(to);
  });
});

function moving(value: string): object {
  return { type: 'moving', value };
}

function fixed(start: string, end: string): object {
  return { type: 'fixed', start, end };
}
