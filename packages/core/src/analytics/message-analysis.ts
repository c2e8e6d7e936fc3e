import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { Condition } from './condition.js';
import type { FieldPath } from './field.js';
import type { Scalar } from './scalar.js';
import type { NumericSummary } from './statistics.js';

/** A part of time, both ends inclusive, to the microsecond; without `from` it has no beginning. */
export interface TimeWindow {
  readonly from?: Instant | undefined;
  readonly to: Instant;
}

/** A window that has a beginning: one of the parts that an interval cuts a window into. */
export interface Bucket extends TimeWindow {
  readonly from: Instant;
}

/** What users and conversations are known by. */
export type IdentityField = 'userId' | 'conversationId';

/** What has a value: messages, or the different users or conversations of messages. */
export type Counted = 'messages' | IdentityField;

/**
 * What can be measured over the messages of a project in a window. `where`: only messages that fulfil every condition count.
 *
 * - `distinct`: how many different values a field has.
 * - `firstSeen`: how many different values have a message in the window, and none of the project before it, of whatever type. The
 *   conditions narrow the messages of the window; an earlier message always counts as seen, whether it fulfils them or not.
 * - `singletons`: how many different values are on exactly one message of the window.
 * - `terms`: the `limit` values of a field that most messages have (or different users or conversations of messages, where `of` says
 *   so: null is none), and how many messages (users, conversations of messages) have any other value. Ties are in the order of
 *   `compareTerms`. Of a list, each different value counts once a message.
 * - `numbers`: a summary of the numbers at a path.
 * - `percentiles`: where `percents` (0 to 100) of the numbers at a path lie, by linear interpolation between the two nearest of the
 *   sorted numbers, within 1 % of their range.
 */
export type Measure =
  | { readonly measure: 'distinct'; readonly field: FieldPath; readonly where: readonly Condition[] }
  | { readonly measure: 'firstSeen'; readonly field: IdentityField; readonly where: readonly Condition[] }
  | { readonly measure: 'singletons'; readonly field: IdentityField; readonly where: readonly Condition[] }
  | {
      readonly measure: 'terms';
      readonly field: FieldPath;
      readonly of: Counted;
      /** At least 1. */
      readonly limit: number;
      readonly where: readonly Condition[];
    }
  | { readonly measure: 'numbers'; readonly field: FieldPath; readonly where: readonly Condition[] }
  | {
      readonly measure: 'percentiles';
      readonly field: FieldPath;
      readonly where: readonly Condition[];
      readonly percents: readonly number[];
    };

/** One value of a field, and how many have it. */
export interface Term {
  readonly value: Scalar;
  readonly count: number;
}

/** What a measure answers: `distinct`, `firstSeen` and `singletons` a count, the others what they are called. */
export type Outcome =
  | CountOutcome
  /** Most first; `rest` is null where there is no other value. */
  | { readonly answer: 'terms'; readonly terms: readonly Term[]; readonly rest: number | null }
  /** Null where there is no number. */
  | { readonly answer: 'numbers'; readonly summary: NumericSummary | null }
  /** In the order of the percents; null where there is no number. */
  | { readonly answer: 'percentiles'; readonly values: readonly number[] | null };

/** How many; `approximate` where it is an estimate. */
export interface CountOutcome {
  readonly answer: 'count';
  readonly count: number;
  readonly approximate: boolean;
}

export interface AnalysisRequest {
  readonly project: string;
  readonly window: TimeWindow;
  readonly measures: readonly Measure[];
  /** Parts of the window, in order of time, none overlapping another; empty where only the total is asked for. */
  readonly buckets: readonly Bucket[];
}

/** The answer to one measure: over the whole window, and over each bucket, in order. */
export interface Analysis {
  readonly total: Outcome;
  readonly series: readonly Outcome[];
}

/** What engines differ in. */
export interface AnalysisCapabilities {
  /** Up to how many different values `distinct` is exact; beyond, it is within 1 % and says `approximate`. `Infinity`: always. */
  readonly exactDistinct: number;
}

/**
 * Measures messages. This is all that engines know of analytics: the metrics stand in one table over it.
 *
 * Values. A path leads to every value that is reached by its keys, where lists stand for their items; null, objects and what is
 * missing are no values. Only JSON numbers are numbers: a text of digits is a text, and the number 1, the text "1" and `true` are
 * three different values, however the field was used by other messages. Integers are told apart by all of their digits, at any size;
 * other numbers count as the doubles nearest to them (see `Scalar`). In `numbers` and `percentiles` all numbers are doubles, and
 * integers beyond all doubles are left out. Texts are compared exactly, at any length. `timestamp` is an instant: no number, and
 * equal where the instant is equal, whatever its offset. A key that has a dot in it is led to by no path.
 *
 * A message whose field is a list counts once in conditions, and each of its values counts in `numbers` and `percentiles`.
 *
 * Counts are exact, those of `terms` at any number of values; `distinct` as far as the capabilities say. Numbers that are no counts are within 1e-9 of the largest term of
 * their formula (of the variance: of the mean of squares).
 */
export interface MessageAnalysis {
  readonly capabilities: AnalysisCapabilities;

  /**
   * Answers the measures in their order, each over the same messages: those that an acknowledged write made visible
   * (`StoreCapabilities.visibility`). Rejects with `UnavailableError` and `AbortedError` as stores do.
   */
  measure(request: AnalysisRequest, options?: CallOptions): Promise<readonly Analysis[]>;
}
