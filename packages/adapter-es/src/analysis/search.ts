import type { estypes } from '@elastic/elasticsearch';
import type { Span } from '../config/index-names.js';

/** The documents that a search looks at. */
export interface Selection {
  readonly query: estypes.QueryDslQueryContainer;
  /** Documents outside of this span do not match, so that indices without documents in it need not be searched. */
  readonly within: Span;
}

/** One search: what it looks at, and what it counts. */
export interface Search extends Selection {
  readonly aggs?: Readonly<Partial<Record<keyof Aggregations, estypes.AggregationsAggregationContainer>>>;
}

/** The result of a search. */
export interface Answer {
  /** Whether any document matched. */
  readonly found: boolean;
  readonly aggregations: Aggregations;
}

/** Results of aggregations, by name. */
export interface Aggregations {
  readonly all?: Aggregate;
  readonly different?: Aggregate;
  readonly repeated?: Aggregate;
  readonly several?: Aggregate;
  readonly estimate?: Aggregate;
  readonly long?: Aggregate;
  readonly longDifferent?: Aggregate;
  readonly longEstimate?: Aggregate;
  readonly present?: Aggregate;
  readonly first?: Aggregate;
  readonly last?: Aggregate;
  readonly seen?: Aggregate;
  readonly numbers?: Aggregate;
  readonly times?: Aggregate;
  readonly documents?: Aggregate;
  readonly wanted?: Aggregate;
  readonly parts?: Aggregate;
  readonly values?: Values;
  readonly steps?: Values;
  readonly pairs?: Pairs;
  readonly percentiles?: Percentiles;
}

/** The result of one aggregation, as far as it is used here. */
export interface Aggregate {
  readonly value?: number;
  readonly count?: number;
  readonly doc_count?: number;
  readonly sum_other_doc_count?: number;
  readonly buckets?: readonly AggregationBucket[];
  readonly min?: Double;
  readonly max?: Double;
  readonly sum?: Double;
  readonly sum_of_squares?: Double;
  readonly variance_population?: Double;
}

/** The distinct values of a field, with the number of documents that have each. */
export interface Values {
  readonly sum_other_doc_count?: number;
  readonly buckets?: readonly { readonly key: string | number; readonly doc_count: number }[];
}

/** Percentiles, in the order of their keys: the percents. */
export interface Percentiles {
  readonly values: readonly { readonly key: number; readonly value: Double }[];
}

/** A page of distinct pairs of values, in the order of the first value and then the second. */
export interface Pairs {
  readonly after_key?: Pair;
  readonly buckets?: readonly { readonly key: Pair }[];
}

export interface Pair {
  readonly value: string | number;
  /** `null` if the document has no value. */
  readonly who: string | number | null;
}

/** A bucket of an aggregation, with the aggregations inside it. */
export interface AggregationBucket extends Aggregations {
  readonly key: string;
  readonly doc_count: number;
}

/** JSON has no infinity: it comes as text. */
export type Double = number | string | null;
