import type { Outcome } from '@memex/core/ports';
import type { NumericSummary } from '@memex/core/toolkit';
import { NotIndexedError } from './not-indexed.js';
import { aggregate } from './scope.js';
import type { Aggregate, Double, Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** Summarizes the numbers of a field. */
export async function numbersIn(
  client: SearchClient,
  selection: Selection,
  field: string | null,
): Promise<Outcome> {
  if (field === null) return { answer: 'numbers', summary: null };
  const { numbers } = await aggregate(client, selection, { numbers: { extended_stats: { field } } });
  return { answer: 'numbers', summary: summaryOf(numbers) };
}

function summaryOf(numbers: Aggregate = {}): NumericSummary | null {
  const { count = 0, min, max, sum, sum_of_squares, variance_population } = numbers;
  if (count === 0) return null;
  return {
    count,
    min: finite(min),
    max: finite(max),
    sum: finite(sum),
    sumOfSquares: finite(sum_of_squares),
    variance: finite(variance_population),
  };
}

/** @throws NotIndexedError if the number is not finite: beyond the range of doubles, results depend on the order of computation. */
export function finite(number: Double | undefined): number {
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new NotIndexedError('the numbers are too large to be summed up');
}
