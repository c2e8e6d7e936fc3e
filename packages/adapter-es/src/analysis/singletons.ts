import type { CountOutcome, IdentityField } from '@memex/core/ports';
import { counted } from './distinct.js';
import { inPartitions, type Partition, termsWithin } from './partitions.js';
import { aggregationsOf } from './scope.js';
import type { SearchPlan, Selection } from './search-plan.js';

/** Terms of one search: counted twice in it, and Elasticsearch allows 65,536 buckets. */
const TERMS = 30_000;

/** How many different values are on exactly one document: all, less those that are on several. */
export function* singletonsIn(selection: Selection, identity: IdentityField): SearchPlan<CountOutcome> {
  const counts = yield* inPartitions((partition) =>
    singletonsWithin(selection, `${identity}.keyword`, partition),
  );
  return counted(counts.reduce((sum, count) => sum + count, 0));
}

function* singletonsWithin(
  selection: Selection,
  field: string,
  partition: Partition,
): SearchPlan<number | undefined> {
  const terms = termsWithin(field, TERMS, partition);
  const { all, different, several } = aggregationsOf(
    yield [
      {
        ...selection,
        aggs: {
          all: { terms },
          different: { stats_bucket: { buckets_path: 'all._count' } },
          repeated: { terms: { ...terms, min_doc_count: 2 } },
          several: { stats_bucket: { buckets_path: 'repeated._count' } },
        },
      },
    ],
  );
  if ((all?.sum_other_doc_count ?? 0) > 0) return undefined;
  return (different?.count ?? 0) - (several?.count ?? 0);
}
