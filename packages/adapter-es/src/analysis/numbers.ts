import type { Outcome } from '@memex/core/ports';
import type { NumericSummary } from '@memex/core/toolkit';
import type { Aggregate, Double, Inquiry, Selection } from './inquiry.js';
import { aggregationsOf } from './scope.js';
import { UnfitError } from './unfit.js';

/** A summary of the numbers of a field. */
export function* numbersIn(selection: Selection, field: string | null): Inquiry<Outcome> {
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

/** @throws UnfitError where it is none: what is beyond the doubles differs by the way it is computed. */
export function finite(number: Double | undefined): number {
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new UnfitError('the numbers are too large to be summed up');
}
