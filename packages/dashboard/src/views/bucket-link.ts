import type { Chart } from '../charts/chart.js';
import { dateAt, minus, plus } from '../state/calendar.js';
import type { BucketLength } from '../state/span.js';
import type { Scene } from './scene.js';

/** The address of the page about a bucket alone: its day, its week or its month. `undefined` for charts without buckets. */
export function bucketLink({ link, timeZone }: Scene, chart: Chart, index: number): string | undefined {
  if (chart.kind !== 'lines' && chart.kind !== 'stacked') return undefined;
  const bucket = chart.kind === 'lines' ? chart.lines[0]?.points[index] : chart.buckets[index];
  if (bucket === undefined || bucket.from === null) return undefined;
  const from = dateAt(Date.parse(`${bucket.from}Z`), timeZone);
  const to = lastDate(from, chart.interval);
  return link({ page: 'overview', panel: undefined, define: undefined, window: { kind: 'dates', from, to } });
}

function lastDate(start: string, interval: BucketLength): string {
  switch (interval) {
    case 'hour':
    case 'day':
      return start;
    case 'week':
      return plus(start, { days: 6 });
    case 'month':
      return minus(plus(start, { months: 1 }), { days: 1 });
  }
}
