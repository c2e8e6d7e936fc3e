import { AGGREGATIONS } from './aggregations.js';
import type { Condition } from './condition.js';
import type { Descriptor } from './descriptor.js';
import { conditionOf } from './filter.js';
import { type Metric, terms } from './metric.js';
import { COUNTS, SEGMENTATIONS } from './metrics.js';

/** The metric that a descriptor names. */
export function metricOf(descriptor: Descriptor): Metric {
  switch (descriptor.type) {
    case 'count':
      return narrowed(rowOf(COUNTS, descriptor), filtersOf(descriptor));
    case 'segmentation':
      return narrowed(segmentationOf(descriptor), filtersOf(descriptor));
    case 'aggregation':
      return AGGREGATIONS[descriptor.aggregation](descriptor.field, filtersOf(descriptor));
  }
}

function segmentationOf(descriptor: Extract<Descriptor, { readonly type: 'segmentation' }>): Metric {
  if (descriptor.dimension === 'message') return terms(SEGMENTATIONS.message[descriptor.metric], descriptor);
  return descriptor.dimension === 'user'
    ? SEGMENTATIONS.user[descriptor.metric]
    : SEGMENTATIONS.transaction[descriptor.metric];
}

function filtersOf(descriptor: Descriptor): readonly Condition[] {
  const filters = 'filters' in descriptor ? descriptor.filters : undefined;
  return (filters ?? []).map(conditionOf);
}

/** The metric restricted by further conditions. Descriptors of the platform's metrics have no filters. */
function narrowed(metric: Metric, where: readonly Condition[]): Metric {
  if (metric.of === 'platform' || where.length === 0) return metric;
  const { measure } = metric;
  return { ...metric, measure: { ...measure, where: [...measure.where, ...where] } };
}

function rowOf(
  rows: Readonly<Record<string, Readonly<Record<string, Metric>>>>,
  { dimension, metric }: { readonly dimension: string; readonly metric: string },
): Metric {
  const row = rows[dimension]?.[metric];
  if (row === undefined) throw new TypeError(`there is no metric ${metric} of ${dimension}`);
  return row;
}
