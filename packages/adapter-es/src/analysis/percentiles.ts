import type { estypes } from '@elastic/elasticsearch';
import type { Outcome } from '@memex/core/ports';
import { NotIndexedError } from './not-indexed.js';
import { finite } from './numbers.js';
import { aggregate } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/**
 * How many numbers a digest may hold. It merges no two of fewer numbers than its compression, and so its percentiles are exact. It takes
 * the memory of a double for each.
 */
const MAX_DIGESTED = 2_000_000;

/** The number of parts that the range of more numbers is cut into. Each number is known to a two-thousandth of the range. */
const PARTS = 1_000;

/**
 * Computes percentiles of the numbers of a field.
 *
 * @param maxDigested - Up to how many numbers they are exact.
 * @throws NotIndexedError if the numbers are too many for a digest, and documents have several of them.
 */
export async function percentilesIn(
  client: SearchClient,
  selection: Selection,
  field: string | null,
  percents: readonly number[],
  maxDigested: number = MAX_DIGESTED,
): Promise<Outcome> {
  if (field === null) return { answer: 'percentiles', values: null };
  const { numbers } = await aggregate(client, selection, { numbers: { stats: { field } } });
  const { count = 0, min, max } = numbers ?? {};
  if (count === 0) return { answer: 'percentiles', values: null };
  const values =
    count <= maxDigested
      ? await digested(client, selection, field, percents)
      : await counted(client, selection, field, percents, { count, min: finite(min), max: finite(max) });
  return { answer: 'percentiles', values };
}

async function digested(
  client: SearchClient,
  selection: Selection,
  field: string,
  percents: readonly number[],
): Promise<readonly number[]> {
  const digest = { field, percents: [...percents], keyed: false, tdigest: { compression: MAX_DIGESTED } };
  const { percentiles } = await aggregate(client, selection, { percentiles: { percentiles: digest } });
  const values = new Map(percentiles?.values.map(({ key, value }) => [key, value]));
  return percents.map((percent) => finite(values.get(percent)));
}

/** What is known of the numbers. */
interface Numbers {
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A digest of so many numbers would limit the error of the rank, which across a gap may be the whole range. So the numbers in each of many
 * equal parts of the range are counted.
 *
 * @throws NotIndexedError if documents have several numbers, because a part would count them once.
 */
async function counted(
  client: SearchClient,
  selection: Selection,
  field: string,
  percents: readonly number[],
  { count, min, max }: Numbers,
): Promise<readonly number[]> {
  const width = finite(max - min) / PARTS;
  const bounds = Array.from({ length: PARTS }, (_, part) => min + width * part);
  const { documents, parts } = await aggregate(client, selection, {
    documents: { filter: { exists: { field } } },
    parts: { range: { field, ranges: rangesBetween(bounds) } },
  });
  if (count !== documents?.doc_count) throw new NotIndexedError(`a document has several numbers in ${field}`);
  const counts = (parts?.buckets ?? []).map(({ doc_count }) => doc_count);
  return percents.map((percent) => percentileAmong(counts, percent, { min, width }));
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
