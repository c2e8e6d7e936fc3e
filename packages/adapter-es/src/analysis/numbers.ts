import type { Outcome } from '@memex/core/ports';
import type { NumericSummary } from '@memex/core/toolkit';
import { NotIndexedError } from './not-indexed.js';
import { aggregationsOf } from './scope.js';
import type { Aggregate, Double, SearchPlan, Selection } from './search-plan.js';

/** A summary of the numbers of a field. */
export function* numbersIn(selection: Selection, field: string | null): SearchPlan<Outcome> {
  if (field === null) return { answer: 'numbers', summary: null };
  const { numbers } = aggregationsOf(
    yield [{ ...selection, aggs: { numbers: { extended_stats: { field } } } }],
  );
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

/** @throws NotIndexedError where it is none: what is beyond the doubles differs by the way it is computed. */
export function finite(number: Double | undefined): number {
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new NotIndexedError('the numbers are too large to be summed up');
}
