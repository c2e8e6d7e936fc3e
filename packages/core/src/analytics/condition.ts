import type { FieldPath } from './field.js';
import type { Numeric, Scalar } from './scalar.js';

/**
 * What a message must fulfil: at least one of the values at the path (see `valuesAt`) does. Where a field is of the kind `instant`,
 * values are instants, in microseconds. `term`: is the same (see `isSame`). `gr` above, `gre` at least, `lq` below, `lqe` at most:
 * numbers (and instants) only, integers by all of their digits; those beyond all doubles fulfil none. `match`: a text that has one
 * of the words (see `wordsOf`).
 */
export type Condition =
  | { readonly field: FieldPath; readonly operation: 'term'; readonly value: Scalar }
  | { readonly field: FieldPath; readonly operation: Comparison; readonly value: Numeric }
  | { readonly field: FieldPath; readonly operation: 'match'; readonly words: readonly string[] };

export type Comparison = 'gr' | 'gre' | 'lq' | 'lqe';

/**
 * The words of a text: its longest runs of letters, marks, digits and underscores, in lower case. This is all the analysis there
 * is: no stemming, no stop words, no language.
 */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
}
