import { AGGREGATIONS } from '../analytics/aggregations.js';
import type { AnalyticResult } from '../analytics/result.js';
import type { Instant } from '../time/instant.js';
import { expectAggregation } from './analysis-aggregations.js';
import {
  answer,
  COUNTED_METRICS,
  fieldsFor,
  foundIn,
  scopeOf,
  type TriedMetric,
} from './analysis-answers.js';
import { responseTimes } from './analysis-expected.js';
import { at, type Dated, seed } from './analysis-samples.js';
import { expectBuckets, NOW, TRIED_WINDOWS } from './analysis-windows.js';
import { expectEqual } from './assert.js';
import type { AnalyticalCase } from './case.js';

const AGGREGATED_METRICS: readonly TriedMetric[] = Object.keys(AGGREGATIONS).flatMap((aggregation) =>
  fieldsFor(aggregation).map(([field, valuesOf]) => ({
    name: `aggregation ${aggregation} ${field}`,
    metric: { type: 'aggregation', aggregation, field },
    check: (found, { within }) => expectAggregation(aggregation, found.aggregation, within.flatMap(valuesOf)),
  })),
);

const TIMED_METRICS: readonly TriedMetric[] = Object.keys(AGGREGATIONS).map((aggregation) => ({
  name: `aggregation ${aggregation} responseTime`,
  metric: { type: 'aggregation', aggregation, field: 'responseTime' },
  check: (found, scope) => expectAggregation(aggregation, found.aggregation, responseTimes(scope)),
}));

/** The same messages give the same results on every store: for each metric, each kind of window, and each interval. */
export const metricCases: readonly AnalyticalCase[] = [
  ...COUNTED_METRICS,
  ...AGGREGATED_METRICS,
  ...TIMED_METRICS,
].map(metricCase);

function metricCase({ name, metric, check }: TriedMetric): AnalyticalCase {
  return {
    name: `analytics: ${name}`,
    async run({ store }) {
      const { project, messages } = await seed(store);
      for (const { timespan, from, to, intervals } of TRIED_WINDOWS) {
        const question = { project, timespan, ...metric };
        const start = from === null ? Number.NEGATIVE_INFINITY : at(from);
        const scope = scopeOf(messages, start, at(to));
        const checkTotal = (total: AnalyticResult): void => {
          const { creationDt, fromDt, toDt } = total;
          expectEqual([creationDt, fromDt, toDt], ['2026-10-26T09:30:00', from, to], 'when');
          check(foundIn(total), scope);
        };
        checkTotal(await answer(store, question));
        for (const interval of intervals) {
          const cut = await answer(store, { ...question, interval });
          checkTotal(cut);
          const { series = [] } = cut;
          const buckets = series.map((bucket) => ({ from: at(bucket.from), to: at(bucket.to) }));
          const first = from === null ? earliest(messages) : at(from);
          expectBuckets(buckets, interval, { from: first, to: at(to) });
          for (const [index, bucket] of buckets.entries()) {
            const last = index === buckets.length - 1 ? bucket.to : bucket.to - 1;
            check(foundIn(series[index] ?? {}), scopeOf(messages, bucket.from, last));
          }
        }
      }
    },
  };
}

function earliest(all: readonly Dated[]): Instant {
  const [first] = all.map(({ at }) => at).sort((a, b) => a - b);
  return first ?? NOW;
}
