import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { identifier } from '../codec/leaf.js';
import { optional, required, strictRecord } from '../codec/record.js';
import { pagingFields } from '../entry/cursor-page.js';

/** One analytic. If a project is given, as old clients do, it must belong to that project. */
export const AnalyticQuery = strictRecord('AnalyticQuery', {
  id: required(identifier),
  project: optional(identifier),
});
export type AnalyticQuery = t.OutputOf<typeof AnalyticQuery>;

const windowType = optional(
  labels('TimeWindowType', ['moving', 'fixed'], { default: 'moving', custom: 'fixed' }),
);

/** Analytics, by project, type and type of window. */
export const AnalyticsQuery = strictRecord('AnalyticsQuery', {
  project: optional(identifier),
  type: optional(labels('AnalyticType', ['count', 'segmentation', 'aggregation'])),
  timeWindowType: windowType,
  ...pagingFields,
});
export type AnalyticsQuery = t.OutputOf<typeof AnalyticsQuery>;

/** The most descriptors that one query computes. */
export const MAX_DESCRIPTORS = 50;

/** Which analytics to compute: one, all, or all with one type of window. If an id is given, the rest is ignored. */
export const ComputingQuery = strictRecord('ComputingQuery', {
  id: optional(identifier),
  timeWindowType: windowType,
});
export type ComputingQuery = t.OutputOf<typeof ComputingQuery>;
