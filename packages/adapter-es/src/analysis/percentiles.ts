import type { estypes } from '@elastic/elasticsearch';
import type { Outcome } from '@memex/core/ports';
import { NotIndexedError } from './not-indexed.js';
import { finite } from './numbers.js';
import { aggregate } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** The number of parts that the range of the numbers is cut into. Each number is known to a two-thousandth of the range. */
const PARTS = 1_000;

/**
 * Computes percentiles of the numbers of a field. The digests of Elasticsearch limit the error of the rank, which across a gap may be
 * the whole range. So the numbers in each of many equal parts of the range are counted.
 *
 * @throws NotIndexedError if documents have several numbers, because a part would count them once.
 */
export async function percentilesIn(
  client: SearchClient,
  selection: Selection,
  field: string | null,
  percents: readonly number[],
): Promise<Outcome> {
  if (field === null) return { answer: 'percentiles', values: null };
  const { numbers, documents } = await aggregate(client, selection, {
    numbers: { stats: { field } },
    documents: { filter: { exists: { field } } },
  });
  const count = numbers?.count ?? 0;
  if (count === 0) return { answer: 'percentiles', values: null };
  if (count !== documents?.doc_count) throw new NotIndexedError(`a document has several numbers in ${field}`);
  const min = finite(numbers?.min);
  const width = finite(finite(numbers?.max) - min) / PARTS;
  const bounds = Array.from({ length: PARTS }, (_, part) => min + width * part);
  const { parts } = await aggregate(client, selection, {
    parts: { range: { field, ranges: rangesBetween(bounds) } },
  });
  const counts = (parts?.buckets ?? []).map(({ doc_count }) => doc_count);
  return {
    answer: 'percentiles',
    values: percents.map((percent) => percentileAmong(counts, percent, { min, width })),
  };
}

/** The first range has no beginning and the last no end, so that rounding loses no number. */
function rangesBetween(bounds: readonly number[]): estypes.AggregationsAggregationRange[] {
  return bounds.map((from, part) => {
    const to = bounds[part + 1];
    return { ...(part === 0 ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
}

/** Where the first part begins, and how wide each part is. */
interface Layout {
  readonly min: number;
  readonly width: number;
}

function percentileAmong(counts: readonly number[], percent: number, { min, width }: Layout): number {
  const rank = (percent / 100) * (counts.reduce((sum, count) => sum + count, 0) - 1);
  const numberAt = (whole: number) => min + width * (partAt(counts, whole) + 0.5);
  const below = numberAt(Math.floor(rank));
  return below + (numberAt(Math.ceil(rank)) - below) * (rank - Math.floor(rank));
}

/** The part that contains the number with this rank. */
function partAt(counts: readonly number[], rank: number): number {
  let passed = 0;
  return counts.findIndex((count) => {
    passed += count;
    return passed > rank;
  });
}
