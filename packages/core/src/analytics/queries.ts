import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { identifier } from '../codec/leaf.js';
import { optional, required, strictRecord } from '../codec/record.js';
import { pagingFields } from '../entry/cursor-page.js';

/** One analytic; with a project, only where it is of that one (old clients name it). */
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

/** Which analytics to compute: one, or all, or all of a type of window. Where an id is given it counts. */
export const ComputingQuery = strictRecord('ComputingQuery', {
  id: optional(identifier),
  timeWindowType: windowType,
});
export type ComputingQuery = t.OutputOf<typeof ComputingQuery>;
