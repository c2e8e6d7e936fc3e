import type { estypes } from '@elastic/elasticsearch';
import type { Outcome } from '@memex/core/ports';
import { NotIndexedError } from './not-indexed.js';
import { finite } from './numbers.js';
import { aggregationsOf } from './scope.js';
import type { SearchPlan, Selection } from './search-plan.js';

/** Into how many parts the range of the numbers is cut: each number is known to a two-thousandth of it. */
const PARTS = 1_000;

/**
 * Where percents of the numbers of a field lie. The digests of Elasticsearch bound the error of the rank, which across a gap may be
 * the whole range; so the numbers in each of many equal parts of the range are counted.
 *
 * @throws NotIndexedError where documents have several numbers, of which a part would count one.
 */
export function* percentilesIn(
  selection: Selection,
  field: string | null,
  percents: readonly number[],
): SearchPlan<Outcome> {
  if (field === null) return { answer: 'percentiles', values: null };
  const { numbers, documents } = aggregationsOf(
    yield [
      { ...selection, aggs: { numbers: { stats: { field } }, documents: { filter: { exists: { field } } } } },
    ],
  );
  const count = numbers?.count ?? 0;
  if (count === 0) return { answer: 'percentiles', values: null };
  if (count !== documents?.doc_count) throw new NotIndexedError(`a document has several numbers in ${field}`);
  const least = finite(numbers?.min);
  const width = finite(finite(numbers?.max) - least) / PARTS;
  const bounds = Array.from({ length: PARTS }, (_, part) => least + width * part);
  const { parts } = aggregationsOf(
    yield [{ ...selection, aggs: { parts: { range: { field, ranges: rangesBetween(bounds) } } } }],
  );
  const counts = (parts?.buckets ?? []).map(({ doc_count }) => doc_count);
  return {
    answer: 'percentiles',
    values: percents.map((percent) => percentileAmong(counts, percent, { least, width })),
  };
}

/** The first has no beginning and the last no end, so that rounding loses no number. */
function rangesBetween(bounds: readonly number[]): estypes.AggregationsAggregationRange[] {
  return bounds.map((from, part) => {
    const to = bounds[part + 1];
    return { ...(part === 0 ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
}

interface Layout {
  readonly least: number;
  readonly width: number;
}

function percentileAmong(counts: readonly number[], percent: number, { least, width }: Layout): number {
  const rank = (percent / 100) * (counts.reduce((sum, count) => sum + count, 0) - 1);
  const numberAt = (whole: number) => least + width * (partAt(counts, whole) + 0.5);
  const below = numberAt(Math.floor(rank));
  return below + (numberAt(Math.ceil(rank)) - below) * (rank - Math.floor(rank));
}

/** The part that the number of a rank is in. */
function partAt(counts: readonly number[], rank: number): number {
  let passed = 0;
  return counts.findIndex((count) => {
    passed += count;
    return passed > rank;
  });
}
