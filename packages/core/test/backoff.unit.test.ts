import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffDelay } from '../src/async/backoff.js';

test('a delay doubles with each failure up to its maximum, and half of it is random', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 0, max: 2_000 }),
      (firstMs, maxMs, failures) => {
        const longest = Math.min(firstMs * 2 ** failures, maxMs);
        const delay = backoffDelay({ firstMs, maxMs }, failures);
        expect(delay).toBeGreaterThanOrEqual(longest / 2);
        expect(delay).toBeLessThanOrEqual(longest);
      },
    ),
  );
});
