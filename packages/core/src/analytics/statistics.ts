/** What is kept of numbers to make statistics of. There is at least one number. */
export interface NumericSummary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** The mean squared distance from the mean (population). */
  readonly variance: number;
}

/** Sums up numbers; null where there is none. Two passes: one loses every digit of a variance that is small beside the numbers. */
export function summarize(numbers: ArrayLike<number>): NumericSummary | null {
  const count = numbers.length;
  if (count === 0) return null;
  const sum = sumOf(numbers, (number) => number);
  const mean = sum / count;
  const { min, max } = extremesOf(numbers);
  return {
    count,
    min,
    max,
    sum,
    sumOfSquares: sumOf(numbers, (number) => number * number),
    variance: sumOf(numbers, (number) => (number - mean) ** 2) / count,
  };
}

function extremesOf(numbers: ArrayLike<number>): { readonly min: number; readonly max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? Number.NaN;
    if (number < min) min = number;
    if (number > max) max = number;
  }
  return { min, max };
}

/** Where a percent (0 to 100) of the numbers lies, by linear interpolation. @param sorted - Ascending, at least one. */
export function percentileOf(sorted: ArrayLike<number>, percent: number): number {
  const rank = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? Number.NaN;
  const above = sorted[Math.ceil(rank)] ?? Number.NaN;
  return below + (above - below) * (rank - Math.floor(rank));
}

/** Adds up what is made of each number, with the rounding errors carried along (Neumaier). */
function sumOf(numbers: ArrayLike<number>, of: (number: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let index = 0; index < numbers.length; index++) {
    const number = of(numbers[index] ?? Number.NaN);
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return Number.isFinite(sum + lost) ? sum + lost : sum;
}
