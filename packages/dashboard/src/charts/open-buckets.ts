import { millisOf } from '../state/times.js';

/** The ends of a bucket, as a result has them. */
export interface DatedBucket {
  readonly from: string | null;
  readonly to: string;
}

/** A bucket of a series, and where it was when the result was made. */
export interface OpenBucket {
  readonly from: string | null;
  readonly unfinished: boolean;
  readonly isFuture: boolean;
}

/** @param creationDt - When the result was made. */
export function openBuckets(series: readonly DatedBucket[], creationDt: string): readonly OpenBucket[] {
  const now = millisOf(creationDt);
  return series.map(({ from, to }) => ({
    from,
    unfinished: millisOf(to) >= now,
    isFuture: from !== null && millisOf(from) > now,
  }));
}
