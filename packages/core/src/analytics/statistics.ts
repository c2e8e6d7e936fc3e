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
export function summarize(numbers: readonly number[]): NumericSummary | null {
  const count = numbers.length;
  if (count === 0) return null;
  const sum = sumOf(numbers);
  const mean = sum / count;
  return {
    count,
    min: numbers.reduce((least, number) => Math.min(least, number)),
    max: numbers.reduce((most, number) => Math.max(most, number)),
    sum,
    sumOfSquares: sumOf(numbers.map((number) => number * number)),
    variance: sumOf(numbers.map((number) => (number - mean) ** 2)) / count,
  };
}

/** Where a percent (0 to 100) of the numbers lies, by linear interpolation. @param sorted - Ascending, at least one. */
export function percentileOf(sorted: readonly number[], percent: number): number {
  const rank = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? Number.NaN;
  const above = sorted[Math.ceil(rank)] ?? Number.NaN;
  return below + (above - below) * (rank - Math.floor(rank));
}

/** Adds up with the rounding errors carried along (Neumaier). */
function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const number of numbers) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return Number.isFinite(sum + lost) ? sum + lost : sum;
}
