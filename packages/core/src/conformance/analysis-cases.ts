import { AGGREGATIONS } from '../analytics/aggregations.js';
import { compute } from '../analytics/compute.js';
import { Descriptor } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import { decode } from '../codec/decode.js';
import { stringifyJson } from '../json/exact-json.js';
import type { AnalyticalStore } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import { expectAggregation } from './analysis-aggregations.js';
import { EXPECTED_COUNTS, EXPECTED_SEGMENTS, EXPECTED_VALUES, type Scope } from './analysis-expected.js';
import { TRIED_FILTERS } from './analysis-filters.js';
import { sourcesOf } from './analysis-questions.js';
import { at, type Dated, seed } from './analysis-samples.js';
import { expectBuckets, NOW, TRIED_WINDOWS } from './analysis-windows.js';
import { expectEqual } from './assert.js';
import type { AnalyticalCase } from './case.js';

/** What a result finds in one window: all of it but when. */
type Found = Readonly<Record<string, unknown>>;

/** Throws where a part of a result is not what it should be. */
type Check = (found: Found, scope: Scope) => void;

/** The same messages give the same results on every store: each metric, over each kind of window, cut by each interval. */
export const metricCases: readonly AnalyticalCase[] = [
  ...Object.entries(EXPECTED_COUNTS).flatMap(([dimension, metrics]) =>
    Object.entries(metrics).map(([metric, expected]) =>
      metricCase(`count ${dimension} ${metric}`, { type: 'count', dimension, metric }, (found, scope) =>
        expectEqual(found, { count: expected(scope) }, 'count'),
      ),
    ),
  ),
  ...Object.entries(EXPECTED_SEGMENTS).map(([metric, expected]) =>
    metricCase(
      `segmentation message ${metric}`,
      { type: 'segmentation', dimension: 'message', metric },
      (found, scope) => expectEqual(found, { segments: expected(scope) }, 'segments'),
    ),
  ),
  ...Object.keys(AGGREGATIONS).flatMap((aggregation) =>
    fieldsFor(aggregation).map(([field, valuesOf]) =>
      metricCase(
        `aggregation ${aggregation} ${field}`,
        { type: 'aggregation', aggregation, field },
        (found, { within }) => expectAggregation(aggregation, found.aggregation, within.flatMap(valuesOf)),
      ),
    ),
  ),
];

/** What filters let pass, in each aggregation that counts. */
export const filterCases: readonly AnalyticalCase[] = TRIED_FILTERS.map(({ filters, holds }) => ({
  name: `analytics: filters ${stringifyJson(filters)}`,
  async run({ store }) {
    const { project, messages } = await seed(store);
    const passing = scopeOf(messages, Number.NEGATIVE_INFINITY, NOW).within.filter(holds);
    for (const aggregation of ['value_count', 'cardinality']) {
      for (const [field, valuesOf] of fieldsFor('avg')) {
        const timespan = { type: 'moving', value: 'all' };
        const sent = { project, timespan, type: 'aggregation', aggregation, field, filters };
        const { aggregation: found } = foundIn(await answer(store, sent));
        expectAggregation(aggregation, found, passing.flatMap(valuesOf));
      }
    }
  },
}));

/** Every field for aggregations that count; those with the most to stumble over for the others. */
function fieldsFor(aggregation: string) {
  const fields = Object.entries(EXPECTED_VALUES);
  return ['value_count', 'cardinality'].includes(aggregation) ? fields : fields.slice(0, 3);
}

function metricCase(name: string, metric: object, check: Check): AnalyticalCase {
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

/** Computes as `compute` does, at the instant and in the zone of the cases. */
function answer(store: AnalyticalStore, sent: unknown): Promise<AnalyticResult> {
  return compute(decode(Descriptor, sent), sourcesOf(store));
}

const WHEN = ['type', 'creationDt', 'fromDt', 'toDt', 'from', 'to', 'series'];

function foundIn(part: object): Found {
  return Object.fromEntries(Object.entries(part).filter(([key]) => !WHEN.includes(key)));
}

function scopeOf(all: readonly Dated[], from: number, to: number): Scope {
  return {
    within: all.filter(({ at }) => at >= from && at <= to).map(({ message }) => message),
    earlier: all.filter(({ at }) => at < from).map(({ message }) => message),
  };
}

function earliest(all: readonly Dated[]): Instant {
  const [first] = all.map(({ at }) => at).sort((a, b) => a - b);
  return first ?? NOW;
}
