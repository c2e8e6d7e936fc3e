import { expect, test } from 'vitest';
import { millisOf, withOffset } from '../src/state/times.js';

test.each([
  ['2026-11-20T10:15:00', '2026-11-20T10:15:00Z'],
  ['2026-11-20T10:15:00.250000', '2026-11-20T10:15:00.250000Z'],
  ['2026-11-20T10:15:00Z', '2026-11-20T10:15:00Z'],
  ['2026-11-20T10:15:00+00:00', '2026-11-20T10:15:00+00:00'],
  ['2026-11-20T04:45:00-05:30', '2026-11-20T04:45:00-05:30'],
])('%s has one offset', (time, whole) => {
  expect(withOffset(time)).toBe(whole);
  expect(millisOf(time)).toBe(Date.parse(whole));
});
