import { AGGREGATIONS } from './aggregations.js';
import type { Descriptor } from './descriptor.js';
import { conditionOf } from './filter.js';
import type { Metric } from './metric.js';
import { COUNTS, SEGMENTATIONS } from './metrics.js';

/** The row of the table that a descriptor names. */
export function metricOf(descriptor: Descriptor): Metric {
  switch (descriptor.type) {
    case 'count':
      return rowOf(COUNTS, descriptor);
    case 'segmentation':
      return rowOf(SEGMENTATIONS, descriptor);
    case 'aggregation':
      return AGGREGATIONS[descriptor.aggregation](
        descriptor.field,
        (descriptor.filters ?? []).map(conditionOf),
      );
  }
}

function rowOf(
  rows: Readonly<Record<string, Readonly<Record<string, Metric>>>>,
  { dimension, metric }: { readonly dimension: string; readonly metric: string },
): Metric {
  const row = rows[dimension]?.[metric];
  if (row === undefined) throw new TypeError(`there is no metric ${metric} of ${dimension}`);
  return row;
}
