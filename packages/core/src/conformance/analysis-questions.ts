import { AGGREGATIONS } from '../analytics/aggregations.js';
import type { Sources } from '../analytics/compute.js';
import { Descriptor } from '../analytics/descriptor.js';
import { decode } from '../codec/decode.js';
import { absentPlatform } from '../services/analytics-platform.js';
import type { AnalyticalStore } from '../store/store.js';
import { EXPECTED_COUNTS, EXPECTED_SEGMENTS } from './analysis-expected.js';
import { NOW, TRIED_WINDOWS, ZONE } from './analysis-windows.js';

/** What computing takes from a store, at the instant and in the zone that the windows are tried at. */
export function sourcesOf({ messages, analysis }: AnalyticalStore): Sources {
  return { messages, analysis, platform: absentPlatform, clock: { now: () => NOW }, zone: ZONE };
}

/** Each metric of messages, over each kind of window, whole and cut by its intervals: what stores are compared by. */
export function everyQuestion(project: string): readonly Descriptor[] {
  return TRIED_WINDOWS.flatMap(({ timespan, from, intervals }) =>
    [undefined, ...intervals].flatMap((interval) =>
      [...METRICS, ...(from === null ? [] : COMPARED)].map((metric) =>
        decode(Descriptor, { project, timespan, interval, ...metric }),
      ),
    ),
  );
}

/** The fields with the most to stumble over. */
const FIELDS = ['metadata.score', 'entities.confidence', 'metadata.one'];

const FILTERS = [
  { field: 'metadata.text', operation: 'match', value: 'rome' },
  { field: 'type', operation: 'term', value: 'request' },
];

const COUNTED: readonly object[] = [
  ...Object.entries(EXPECTED_COUNTS).flatMap(([dimension, metrics]) =>
    Object.keys(metrics).map((metric) => ({ type: 'count', dimension, metric })),
  ),
  ...Object.keys(EXPECTED_SEGMENTS).map((metric) => ({ type: 'segmentation', dimension: 'message', metric })),
];

/** Each metric by fields with few values and with many, that are lists, and that have values of every type. */
const SEGMENTS: readonly object[] = [
  { metric: 'all', by: 'userId' },
  { metric: 'all', by: 'metadata.score', limit: 3 },
  { metric: 'requests', by: 'entities.confidence', limit: 2 },
  { metric: 'users', by: 'intent.name' },
  { metric: 'users', by: 'metadata.score', limit: 1_000 },
  { metric: 'conversations', by: 'timestamp', limit: 2 },
  { metric: 'conversations', by: 'metadata.one', limit: 2 },
].map((slice) => ({ type: 'segmentation', dimension: 'message', ...slice }));

const COMPARED: readonly object[] = [
  { type: 'count', dimension: 'user', metric: 'new' },
  { type: 'segmentation', dimension: 'message', metric: 'users', by: 'channel', limit: 2 },
].map((metric) => ({ ...metric, compare: 'previous' }));

const METRICS: readonly object[] = [
  ...SEGMENTS,
  ...COUNTED,
  ...COUNTED.flatMap((metric) => FILTERS.map((filter) => ({ ...metric, filters: [filter] }))),
  ...Object.keys(AGGREGATIONS).flatMap((aggregation) =>
    FIELDS.map((field) => ({ type: 'aggregation', aggregation, field })),
  ),
  ...['stats', 'percentiles', 'cardinality'].map((aggregation) => ({
    type: 'aggregation',
    aggregation,
    field: 'responseTime',
  })),
  { type: 'aggregation', aggregation: 'cardinality', field: 'userId', filters: FILTERS },
];
