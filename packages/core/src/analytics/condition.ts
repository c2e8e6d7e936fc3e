import type { FieldPath } from './field.js';
import type { Numeric, Scalar } from './scalar.js';

/**
 * A condition on messages: at least one of the values at the path (see `valuesAt`) must match. The values of an `instant` field
 * are instants, in microseconds.
 *
 * - `term`: equal (see `isSame`).
 * - `gr` greater, `gre` greater or equal, `lq` less, `lqe` less or equal: only for numbers and instants. Integers are compared
 *   by all of their digits; those beyond the range of doubles never match.
 * - `match`: a text that contains one of the words (see `wordsOf`).
 */
export type Condition =
  | { readonly field: FieldPath; readonly operation: 'term'; readonly value: Scalar }
  | { readonly field: FieldPath; readonly operation: Comparison; readonly value: Numeric }
  | { readonly field: FieldPath; readonly operation: 'match'; readonly words: readonly string[] };

export type Comparison = 'gr' | 'gre' | 'lq' | 'lqe';
