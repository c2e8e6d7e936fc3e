/** The progress of a piece of work. */
export interface ProgressState {
  readonly what: string;
  readonly done: number;
  /** Absent if it is not known. */
  readonly total?: number | undefined;
  readonly elapsedMs: number;
}

const BAR_LENGTH = 30;

/**
 * Formats counts, rate and remaining time, as far as they are known: `users 600 of 1,000, 300/s, 2 s left`.
 *
 * @param bar - Whether to draw a bar before the counts.
 */
export function progressLine({ what, done, total, elapsedMs }: ProgressState, bar: boolean): string {
  const rate = elapsedMs >= 1_000 ? [`${countOf(Math.round((done * 1_000) / elapsedMs))}/s`] : [];
  if (total === undefined) return [`${what} ${countOf(done)}`, ...rate].join(', ');
  const part = total === 0 ? 1 : Math.min(1, done / total);
  const left = part > 0 && part < 1 ? [`${durationOf((elapsedMs * (1 - part)) / part)} left`] : [];
  const name = bar ? `${what} ${barOf(part)}` : what;
  return [`${name} ${countOf(done)} of ${countOf(total)}`, ...rate, ...left].join(', ');
}

function barOf(part: number): string {
  const filled = Math.round(part * BAR_LENGTH);
  return `${'#'.repeat(filled)}${'.'.repeat(BAR_LENGTH - filled)}`;
}

/** A number with thousands separators. */
export function countOf(count: number): string {
  return count.toLocaleString('en');
}

function durationOf(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
