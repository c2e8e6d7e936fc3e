import { decode } from '../codec/decode.js';
import { formatInstant, type Instant, type Timestamp } from '../time/instant.js';
import type { Computation } from './computation.js';
import type { Bucket, TimeWindow } from './message-analysis.js';
import type { Body } from './metric.js';
import { AnalyticResult } from './result.js';

/** The result of what was found: the total first, then one for each bucket. */
export function resultOf(
  { descriptor, now, window, buckets, isPrevious }: Computation,
  [total, ...bodies]: readonly Body[],
): AnalyticResult {
  const { type, interval, timespan } = descriptor;
  const fixed = timespan.type === 'fixed' && !isPrevious ? timespan : undefined;
  return decode(AnalyticResult, {
    type,
    creationDt: formatInstant(now),
    fromDt: fixed?.start ?? formatted(window.from),
    toDt: fixed?.end ?? formatInstant(window.to),
    ...total,
    series: interval && bodies.map((body, index) => ({ ...endsOf(index, buckets, window), ...body })),
  });
}

/** A result together with that of the window before. */
export function withPrevious(result: AnalyticResult, previous: AnalyticResult): AnalyticResult {
  return decode(AnalyticResult, { ...result, previous });
}

/** In a result, each bucket ends where the next one begins. */
function endsOf(
  index: number,
  buckets: readonly Bucket[],
  window: TimeWindow,
): { readonly from: Timestamp | null; readonly to: Timestamp } {
  return {
    from: formatted(buckets[index]?.from),
    to: formatInstant(buckets[index + 1]?.from ?? window.to),
  };
}

function formatted(instant: Instant | undefined): Timestamp | null {
  return instant === undefined ? null : formatInstant(instant);
}
