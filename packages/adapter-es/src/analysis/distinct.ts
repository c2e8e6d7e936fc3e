import type { CountOutcome } from '@memex/core/ports';
import { aggregationsOf } from './scope.js';
import type { SearchPlan, Selection } from './search-plan.js';

/** Most values that Elasticsearch may be told to estimate well: from there on estimates are as good as they get. */
const BEST_ESTIMATE = 40_000;

/**
 * How many different values a field has. `cardinality` is an estimate at any size, so the terms themselves are counted, and one
 * number is returned.
 *
 * @param exactly - Up to how many are counted; more are estimated.
 */
export function* distinctIn(
  selection: Selection,
  field: string | null,
  exactly: number,
): SearchPlan<CountOutcome> {
  if (field === null) return counted(0);
  const size = exactly + 1;
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
  if (count <= exactly) return counted(count);
  const { estimate } = aggregationsOf(
    yield [
      { ...selection, aggs: { estimate: { cardinality: { field, precision_threshold: BEST_ESTIMATE } } } },
    ],
  );
  return { answer: 'count', count: estimate?.value ?? 0, approximate: true };
}

export function counted(count: number): CountOutcome {
  return { answer: 'count', count, approximate: false };
}
