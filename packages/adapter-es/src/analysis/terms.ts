import type { Outcome } from '@memex/core/ports';
import type { Inquiry, Selection } from './inquiry.js';
import { aggregationsOf } from './scope.js';
import { UnfitError } from './unfit.js';

/** Far more than a segmentation shows. */
const MOST_TERMS = 50_000;

/** Every value of a field with how many documents have it. */
export function* termsIn(selection: Selection, field: string | null): Inquiry<Outcome> {
  if (field === null) return { answer: 'terms', terms: [] };
  const { values } = aggregationsOf(
    yield [
      { ...selection, aggs: { values: { terms: { field, size: MOST_TERMS, shard_size: MOST_TERMS } } } },
    ],
  );
  const { buckets = [], sum_other_doc_count: others = 0 } = values ?? {};
  if (others > 0) throw new UnfitError(`${field} has too many values`);
  return { answer: 'terms', terms: buckets.map(({ key, doc_count: count }) => ({ value: key, count })) };
}
