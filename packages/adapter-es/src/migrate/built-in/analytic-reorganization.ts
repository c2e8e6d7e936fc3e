import type { JsonObject, JsonValue } from '@memex/core/toolkit';
import { asObject, objectAt, renamed, textAt, without } from '../json-object.js';
import { analyticMigration } from './analytics.js';

/**
 * Migration 3: from `{staticId, query, result}` to `{id, descriptor, result}`, with the current names of metrics and
 * segments.
 */
export const analyticReorganization = analyticMigration(3, 'analytic_reorganization', (analytic, { now }) => {
  const { id, descriptor, ...rest } = renamed(renamed(analytic, 'staticId', 'id'), 'query', 'descriptor');
  const reorganized = reorganizeDescriptor(asObject(descriptor) ?? {});
  if (reorganized === undefined) return undefined;
  const result = asObject(analytic.result);
  return {
    ...(id === undefined ? {} : { id }),
    descriptor: reorganized,
    ...rest,
    ...(result === undefined ? {} : { result: reorganizeResult(result, reorganized, now) }),
  };
});

/** Metrics that Memex no longer computes. */
const DROPPED_METRICS: readonly string[] = ['c:path', 'c:length', 'm:unhandled'];

/** Metrics of the old type `analytic` that are segmentations. The others are counts. */
const SEGMENTATIONS: readonly string[] = ['a', 'g', 'm', 'r', 'u', 't'].map(
  (letter) => `${letter}:segmentation`,
);

const METRICS: Readonly<Record<string, string>> = {
  'u:total': 'total',
  'u:active': 'active',
  'u:engaged': 'engaged',
  'u:new': 'new',
  'a:segmentation': 'age',
  'g:segmentation': 'gender',
  'm:from_users': 'from_users',
  'm:segmentation': 'all',
  'r:segmentation': 'from_users',
  'u:segmentation': 'from_users',
  'm:from_bot': 'from_bot',
  'm:responses': 'responses',
  'm:notifications': 'notifications',
  't:total': 'total',
  't:active': 'active',
  't:closed': 'closed',
  't:new': 'new',
  't:segmentation': 'label',
  'c:total': 'total',
  'c:new': 'new',
  'd:fallback': 'fallback',
  'd:intents': 'intents',
  'd:domains': 'domains',
  'b:response': 'response',
};

/** Returns `undefined` for a metric that was dropped. */
function reorganizeDescriptor(descriptor: JsonObject): JsonObject | undefined {
  const metric = textAt(descriptor, 'metric');
  const key = metric?.toLowerCase();
  if (key !== undefined && DROPPED_METRICS.includes(key)) return undefined;
  const { type: windowType, ...window } = objectAt(descriptor, 'timespan');
  return {
    ...descriptor,
    ...(typeof windowType === 'string' ? { timespan: { type: windowType.toLowerCase(), ...window } } : {}),
    ...(textAt(descriptor, 'type')?.toLowerCase() === 'analytic'
      ? { type: key !== undefined && SEGMENTATIONS.includes(key) ? 'segmentation' : 'count' }
      : {}),
    ...(metric === undefined ? {} : { metric: METRICS[metric.toLowerCase()] ?? metric }),
  };
}

/** Aggregations whose names were once keys of results. */
const AGGREGATIONS = [
  'avg',
  'min',
  'max',
  'sum',
  'value_count',
  'cardinality',
  'stats',
  'extended_stats',
  'percentiles',
];

function reorganizeResult(result: JsonObject, descriptor: JsonObject, now: Date): JsonObject {
  const time = now.toISOString().slice(0, 23);
  const window = objectAt(descriptor, 'timespan');
  const aggregation = AGGREGATIONS.find((name) => Object.hasOwn(result, name));
  const renamedResult = renamed(
    aggregation === undefined ? result : renamed(result, aggregation, 'aggregation'),
    'counts',
    'segments',
  );
  const { segments, ...rest } = without(renamedResult, 'items', 'transactions');
  return {
    ...rest,
    ...(segments === undefined ? {} : { segments: segmentList(segments) }),
    ...(descriptor.type === undefined ? {} : { type: descriptor.type }),
    creationDt: result.creationDt ?? time,
    fromDt: 'fromDt' in result ? (result.fromDt ?? null) : (textAt(window, 'start') ?? time),
    toDt: result.toDt ?? textAt(window, 'end') ?? time,
  };
}

function segmentList(segments: JsonValue): JsonValue {
  const counts = asObject(segments);
  return counts === undefined ? segments : Object.entries(counts).map(([type, count]) => ({ count, type }));
}
