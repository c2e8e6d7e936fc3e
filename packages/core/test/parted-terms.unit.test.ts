import { expect, test } from 'vitest';
import { field } from '../src/analytics/field.js';
import { partedTerms } from '../src/analytics/parted-terms.js';
import { termsAccumulators } from '../src/analytics/terms-accumulator.js';

const WINDOWS = 3;

/** Messages whose lists share values, some of which look alike, each with its window. */
const messages = Array.from({ length: 2_000 }, (_, index) => ({
  window: index % WINDOWS,
  message: {
    type: index % 7 === 0 ? 'response' : 'request',
    userId: `user ${(index * 7) % 90}`,
    metadata: { mark: [index % 40, String(index % 40), index % 3 === 0, `text ${(index * 13) % 500}`] },
  },
}));

test.each([
  ['messages', 1, 1],
  ['messages', 7, 1],
  ['userId', 1, 1],
  ['userId', 1, 5],
  ['userId', 6, 4],
  ['conversationId', 2, 2],
] as const)(
  'of %s in %i parts of values and %i of identities are those that are found at once',
  (of, values, identities) => {
    for (const limit of [1, 5, 1_000]) {
      const where = [{ field: field('type'), operation: 'term', value: 'request' }] as const;
      const measure = { measure: 'terms', field: field('metadata.mark'), of, limit, where } as const;
      const begin = termsAccumulators(measure);
      const expected = Array.from({ length: WINDOWS + 1 }, begin);
      for (const { message, window } of messages) expected[window]?.add(message);
      const terms = partedTerms(measure, WINDOWS + 1, { values, identities });
      for (const take of terms.walks()) for (const { message, window } of messages) take(message, window);
      expect(terms.outcomes()).toEqual(expected.map((accumulator) => accumulator.outcome()));
    }
  },
);
