import { compute } from '../analytics/compute.js';
import { Descriptor } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import { decode } from '../codec/decode.js';
import type { AnalyticalStore } from '../store/store.js';
import { EXPECTED_COUNTS, EXPECTED_SEGMENTS, EXPECTED_VALUES, type Scope } from './analysis-expected.js';
import { sourcesOf } from './analysis-questions.js';
import { at, type Dated } from './analysis-samples.js';
import { expectEqual } from './assert.js';

/** What a result finds in one window: all of it but when. */
export type Found = Readonly<Record<string, unknown>>;

/** Throws where a part of a result is not what it should be. */
export type Check = (found: Found, scope: Scope) => void;

/** A metric as descriptors name it, and what it should find. */
export interface TriedMetric {
  readonly name: string;
  readonly metric: object;
  readonly check: Check;
}

/** Every count and segmentation of messages. */
export const COUNTED_METRICS: readonly TriedMetric[] = [
  ...Object.entries(EXPECTED_COUNTS).flatMap(([dimension, metrics]) =>
    Object.entries(metrics).map(([metric, expected]) => ({
      name: `count ${dimension} ${metric}`,
      metric: { type: 'count', dimension, metric },
      check: (found: Found, scope: Scope) => expectEqual(found, { count: expected(scope) }, 'count'),
    })),
  ),
  ...Object.entries(EXPECTED_SEGMENTS).map(([metric, expected]) => ({
    name: `segmentation message ${metric}`,
    metric: { type: 'segmentation', dimension: 'message', metric },
    check: (found: Found, scope: Scope) => expectEqual(found, { segments: expected(scope) }, 'segments'),
  })),
];

/** Every field for aggregations that count; those with the most to stumble over for the others. */
export function fieldsFor(aggregation: string) {
  const fields = Object.entries(EXPECTED_VALUES);
  return ['value_count', 'cardinality'].includes(aggregation) ? fields : fields.slice(0, 3);
}

/** Computes as `compute` does, at the instant and in the zone of the cases. */
export function answer(store: AnalyticalStore, sent: unknown): Promise<AnalyticResult> {
  return compute(decode(Descriptor, sent), sourcesOf(store));
}

const WHEN = ['type', 'creationDt', 'fromDt', 'toDt', 'from', 'to', 'series'];

export function foundIn(part: object): Found {
  return Object.fromEntries(Object.entries(part).filter(([key]) => !WHEN.includes(key)));
}

export function scopeOf(all: readonly Dated[], from: number, to: number): Scope {
  return {
    all: all.map(({ message }) => message),
    within: all.filter(({ at }) => at >= from && at <= to).map(({ message }) => message),
    earlier: all.filter(({ at }) => at < from).map(({ message }) => message),
  };
}

/** A result and each part of its series, with the messages that it is about. */
export function scopesOf(
  result: AnalyticResult,
  all: readonly Dated[],
): readonly { readonly part: object; readonly scope: Scope }[] {
  const { series = [], fromDt, toDt } = result;
  const start = fromDt === null ? Number.NEGATIVE_INFINITY : at(fromDt);
  const whole = { part: result, scope: scopeOf(all, start, at(toDt)) };
  const buckets = series.map((part, index) => {
    const last = index === series.length - 1 ? at(part.to) : at(part.to) - 1;
    return { part, scope: scopeOf(all, at(part.from), last) };
  });
  return [whole, ...buckets];
}
