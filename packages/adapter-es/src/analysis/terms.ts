import type { Outcome } from '@memex/core/ports';
import { NotIndexedError } from './not-indexed.js';
import { aggregate } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** Far more than a segmentation shows. */
const MAX_TERMS = 50_000;

/** Lists every value of a field with the number of documents that have it. */
export async function termsIn(
  client: SearchClient,
  selection: Selection,
  field: string | null,
): Promise<Outcome> {
  if (field === null) return { answer: 'terms', terms: [] };
  const { values } = await aggregate(client, selection, {
    values: { terms: { field, size: MAX_TERMS, shard_size: MAX_TERMS } },
  });
  const { buckets = [], sum_other_doc_count: others = 0 } = values ?? {};
  if (others > 0) throw new NotIndexedError(`${field} has too many values`);
  return { answer: 'terms', terms: buckets.map(({ key, doc_count: count }) => ({ value: key, count })) };
}
