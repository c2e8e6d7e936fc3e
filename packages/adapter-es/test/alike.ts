import { expect } from 'vitest';

/** The relative difference that is allowed between numbers. Sums are rounded differently in another order. */
const PRECISION = 1e-9;

/** Expects two results to be equal, up to rounding. */
export function expectAlike(found: unknown, wanted: unknown, what: string): void {
  if (typeof wanted === 'number' && typeof found === 'number') {
    const most = PRECISION * Math.max(Math.abs(wanted), Math.abs(found));
    expect(Math.abs(found - wanted), `${what}: ${found} for ${wanted}`).toBeLessThanOrEqual(most);
  } else if (typeof wanted === 'object' && wanted !== null && typeof found === 'object' && found !== null) {
    expect(Object.keys(found), what).toEqual(Object.keys(wanted));
    const parts = new Map<string, unknown>(Object.entries(found));
    for (const [key, part] of Object.entries(wanted)) expectAlike(parts.get(key), part, `${what} ${key}`);
  } else {
    expect(found, what).toEqual(wanted);
  }
}
