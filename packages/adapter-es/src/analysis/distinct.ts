import type { CountOutcome } from '@memex/core';
import type { Inquiry, Selection } from './inquiry.js';
import { aggregationsOf } from './scope.js';

/** How many different values are counted one by one. Elasticsearch allows 65,536 buckets, and no better estimate than from 40,000 on. */
export const EXACT_DISTINCT = 40_000;

/**
 * How many different values a field has. `cardinality` is an estimate at any size, so the terms themselves are counted, and one
 * number is returned.
 */
export function* distinctIn(selection: Selection, field: string | null): Inquiry<CountOutcome> {
  if (field === null) return counted(0);
  const size = EXACT_DISTINCT + 1;
  const { different } = aggregationsOf(
    yield [
      {
        ...selection,
        aggs: {
          all: { terms: { field, size, shard_size: size } },
          different: { stats_bucket: { buckets_path: 'all._count' } },
        },
      },
    ],
  );
  const count = different?.count ?? 0;
  if (count <= EXACT_DISTINCT) return counted(count);
  const { estimate } = aggregationsOf(
    yield [
      { ...selection, aggs: { estimate: { cardinality: { field, precision_threshold: EXACT_DISTINCT } } } },
    ],
  );
  return { answer: 'count', count: estimate?.value ?? 0, approximate: true };
}

export function counted(count: number): CountOutcome {
  return { answer: 'count', count, approximate: false };
}
