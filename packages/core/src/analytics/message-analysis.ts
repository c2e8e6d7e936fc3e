import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { Condition } from './condition.js';
import type { FieldPath } from './field.js';
import type { Scalar } from './scalar.js';
import type { NumericSummary } from './statistics.js';

/** A span of time with both ends inclusive, in microseconds. Without `from` it has no beginning. */
export interface TimeWindow {
  readonly from?: Instant | undefined;
  readonly to: Instant;
}

/** A window with a beginning: one of those that an interval divides a window into. */
export interface Bucket extends TimeWindow {
  readonly from: Instant;
}

/** What identifies users and conversations. */
export type IdentityField = 'userId' | 'conversationId';

/** What is counted for a value: messages, or the different users or conversations of messages. */
export type Counted = 'messages' | IdentityField;

/** What is said of numbers: a summary of them, where percents of them lie, or how many are different. */
export type Statistic =
  | { readonly of: 'numbers' }
  | { readonly of: 'percentiles'; readonly percents: readonly number[] }
  | { readonly of: 'distinct' };

/**
 * What can be measured over the messages of a project in a window. Only messages that match all conditions in `where` count.
 *
 * - `distinct`: the number of different values of a field.
 * - `firstSeen`: the number of different values with a message in the window, and none in the project before it. The conditions
 *   apply to the messages of the window. Any earlier message counts as seen, whatever its type, and whether it matches them or
 *   not.
 * - `singletons`: the number of different values that exactly one message in the window has.
 * - `terms`: the `limit` values of a field that most messages have, and the number of messages with any other value. With `of`,
 *   different users or conversations are counted instead of messages, and null does not count. Ties are in the order of
 *   `compareTerms`. Each different value in a list counts once per message.
 * - `numbers`: a summary of the numbers at a path.
 * - `percentiles`: the numbers at `percents` (0 to 100) of those at a path, by linear interpolation between the two nearest of
 *   the sorted numbers, within 1 % of their range.
 * - `unanswered`: how many different message ids requests have that no response of the project, at any time, answers: whose
 *   `responseTo` it is.
 * - `responseTimes`: a statistic of the seconds from a request to its first response, within the window or after it: the earliest of
 *   the project that is not before the request. Of requests with the same message id the first counts, and one without a response
 *   has no time.
 */
export type Measure =
  | { readonly measure: 'unanswered'; readonly where: readonly Condition[] }
  | { readonly measure: 'responseTimes'; readonly statistic: Statistic; readonly where: readonly Condition[] }
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

/** A value of a field, and how many have it. */
export interface Term {
  readonly value: Scalar;
  readonly count: number;
}

/**
 * The result of a measure: `distinct`, `firstSeen`, `singletons` and `unanswered` give a count, and `responseTimes` what its statistic
 * gives; the others are named after the measure.
 */
export type Outcome =
  | CountOutcome
  /** Most frequent first. `rest` is null if there is no other value. */
  | { readonly answer: 'terms'; readonly terms: readonly Term[]; readonly rest: number | null }
  /** Null if there are no numbers. */
  | { readonly answer: 'numbers'; readonly summary: NumericSummary | null }
  /** In the order of the percents. Null if there are no numbers. */
  | { readonly answer: 'percentiles'; readonly values: readonly number[] | null };

/** A count. It is `approximate` if it is an estimate. */
export interface CountOutcome {
  readonly answer: 'count';
  readonly count: number;
  readonly approximate: boolean;
}

export interface AnalysisRequest {
  readonly project: string;
  readonly window: TimeWindow;
  readonly measures: readonly Measure[];
  /** Parts of the window, in order of time and without overlaps. Empty if only the total is needed. */
  readonly buckets: readonly Bucket[];
}

/** The result of one measure: for the whole window, and for each bucket in order. */
export interface Analysis {
  readonly total: Outcome;
  readonly series: readonly Outcome[];
}

/** How engines may differ. */
export interface AnalysisCapabilities {
  /**
   * The number of different values up to which `distinct` is exact. Above it, the count is within 1 % and `approximate`.
   * `Infinity` means always exact.
   */
  readonly exactDistinct: number;
}

/**
 * The port that measures messages. This is all that an engine knows of analytics: the table of metrics is built on it.
 *
 * Values: a path leads to every value that its keys reach. A list stands for its items. Null, objects and missing fields are
 * not values, and no path leads to a key that contains a dot. Only JSON numbers are numbers: the number 1, the text "1" and
 * `true` are three different values, whatever other messages have in that field. Integers are distinguished by all of their
 * digits, at any size; other numbers count as their nearest doubles (see `Scalar`). For `numbers` and `percentiles`, all
 * numbers are doubles, and integers beyond the range of doubles are ignored. Texts are compared exactly, at any length.
 * `timestamp` is an instant, not a number: two are equal if the instants are, whatever their offsets.
 *
 * If a field is a list, its message counts once in conditions, and each of its values counts in `numbers` and `percentiles`.
 *
 * Precision: counts are exact, in `terms` with any number of values, and in `distinct` as far as the capabilities say. Other
 * numbers are within 1e-9 of the largest term of their formula (for the variance, of the mean of squares).
 */
export interface MessageAnalysis {
  readonly capabilities: AnalysisCapabilities;

  /**
   * Computes the measures in order, all over the same messages: those whose acknowledged writes are visible (see
   * `StoreCapabilities.visibility`). Rejects with `UnavailableError` and `AbortedError` like a store.
   */
  measure(request: AnalysisRequest, options?: CallOptions): Promise<readonly Analysis[]>;

  /**
   * Tells what the messages of a project are like, without reading them: while two answers are equal, no message of the project was stored or
   * deleted in between, by whatever process. Answers differ too after restarts, or for no reason. They say nothing of other projects. Only a
   * store that knows it without much work has this. Rejects as `measure` does.
   */
  version?(project: string, options?: CallOptions): Promise<string>;
}
