/** What statistics are computed from. It summarizes at least one number. */
export interface NumericSummary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** The mean squared distance from the mean (of the population). */
  readonly variance: number;
}

/**
 * Summarizes numbers; null if there are none. It makes two passes: with one pass, a variance that is small compared to the
 * numbers would lose all of its digits.
 */
export function summarize(numbers: ArrayLike<number>): NumericSummary | null {
  const count = numbers.length;
  if (count === 0) return null;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [sum, lost] = [0, 0];
  let [sumOfSquares, lostOfSquares] = [0, 0];
  for (let index = 0; index < count; index++) {
    const number = numbers[index] ?? Number.NaN;
    if (number < min) min = number;
    if (number > max) max = number;
    const next = sum + number;
    lost += lostIn(sum, number, next);
    sum = next;
    const square = number * number;
    const nextOfSquares = sumOfSquares + square;
    lostOfSquares += lostIn(sumOfSquares, square, nextOfSquares);
    sumOfSquares = nextOfSquares;
  }
  const total = withLost(sum, lost);
  return {
    count,
    min,
    max,
    sum: total,
    sumOfSquares: withLost(sumOfSquares, lostOfSquares),
    variance: squaresAround(numbers, total / count) / count,
  };
}

/** The sum of the squared distances from a mean. */
function squaresAround(numbers: ArrayLike<number>, mean: number): number {
  let [sum, lost] = [0, 0];
  for (let index = 0; index < numbers.length; index++) {
    const square = ((numbers[index] ?? Number.NaN) - mean) ** 2;
    const next = sum + square;
    lost += lostIn(sum, square, next);
    sum = next;
  }
  return withLost(sum, lost);
}

/** The rounding error of an addition (Neumaier). Sums carry their errors along. */
function lostIn(sum: number, added: number, next: number): number {
  return Math.abs(sum) >= Math.abs(added) ? sum - next + added : added - next + sum;
}

function withLost(sum: number, lost: number): number {
  return Number.isFinite(sum + lost) ? sum + lost : sum;
}

/** Between which two of sorted numbers a percent lies, and how far on the way from one to the other. */
export interface PercentileRank {
  readonly below: number;
  readonly above: number;
  readonly part: number;
}

/** Where a percent (0 to 100) of so many numbers lies. */
export function percentileRank(percent: number, count: number): PercentileRank {
  const rank = (percent / 100) * (count - 1);
  return { below: Math.floor(rank), above: Math.ceil(rank), part: rank - Math.floor(rank) };
}

/** The number at a percent (0 to 100), by linear interpolation. @param sorted - Ascending, at least one. */
export function percentileOf(sorted: ArrayLike<number>, percent: number): number {
  const { below, above, part } = percentileRank(percent, sorted.length);
  const [from, to] = [sorted[below] ?? Number.NaN, sorted[above] ?? Number.NaN];
  return from + (to - from) * part;
}
