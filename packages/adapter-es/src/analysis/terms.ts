import type { Outcome } from '@memex/core/ports';
import { NotIndexedError } from './not-indexed.js';
import { aggregationsOf } from './scope.js';
import type { SearchPlan, Selection } from './search-plan.js';

/** Far more than a segmentation shows. */
const MAX_TERMS = 50_000;

/** Every value of a field with how many documents have it. */
export function* termsIn(selection: Selection, field: string | null): SearchPlan<Outcome> {
  if (field === null) return { answer: 'terms', terms: [] };
  const { values } = aggregationsOf(
    yield [{ ...selection, aggs: { values: { terms: { field, size: MAX_TERMS, shard_size: MAX_TERMS } } } }],
  );
  const { buckets = [], sum_other_doc_count: others = 0 } = values ?? {};
  if (others > 0) throw new NotIndexedError(`${field} has too many values`);
  return { answer: 'terms', terms: buckets.map(({ key, doc_count: count }) => ({ value: key, count })) };
}
