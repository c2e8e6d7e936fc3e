import type * as t from 'io-ts';
import { label, labels } from '../codec/label.js';
import { identifier } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { Mismatch, omittable, required, strictRecord } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { AGGREGATIONS } from './aggregations.js';
import { fieldPath } from './field.js';
import { Filter } from './filter.js';
import { Interval } from './interval.js';
import { MeasuredFieldCodec } from './measured-field.js';
import { COUNTS, SEGMENTATIONS } from './metrics.js';
import { SegmentLimitCodec } from './segment-limit.js';
import { Timespan } from './timespan.js';

const scope = { project: required(identifier), timespan: required(Timespan) } as const;
const interval = omittable(Interval);
const compare = omittable(label('previous'));
const taskId = omittable(identifier);

/**
 * Only messages can be filtered. Data of the platform have no such fields, so a filter on them is refused instead of ignored.
 */
const filters = omittable(list(Filter));

const countOf = <D extends keyof typeof COUNTS>(dimension: D) => ({
  ...scope,
  type: required(label('count')),
  dimension: required(label(dimension)),
  metric: required(labels(`CountMetric_${dimension}`, keysOf(COUNTS[dimension]))),
  interval,
  compare,
});

const segmentationOf = <D extends keyof typeof SEGMENTATIONS>(dimension: D) => ({
  ...scope,
  type: required(label('segmentation')),
  dimension: required(label(dimension)),
  metric: required(labels(`SegmentationMetric_${dimension}`, keysOf(SEGMENTATIONS[dimension]))),
  interval,
  compare,
});

const Count = tagged('Count', 'dimension', [
  strictRecord('UserCount', { ...countOf('user'), filters }),
  strictRecord('MessageCount', { ...countOf('message'), filters }),
  strictRecord('ConversationCount', { ...countOf('conversation'), filters }),
  strictRecord('DialogueCount', { ...countOf('dialogue'), filters }),
  strictRecord('BotCount', { ...countOf('bot'), filters }),
  strictRecord('TaskCount', countOf('task')),
  strictRecord('TransactionCount', { ...countOf('transaction'), taskId }),
]);

const Segmentation = tagged('Segmentation', 'dimension', [
  strictRecord(
    'MessageSegmentation',
    {
      ...segmentationOf('message'),
      by: omittable(fieldPath),
      limit: omittable(new SegmentLimitCodec()),
      filters,
    },
    refuseFieldless,
  ),
  strictRecord('TransactionSegmentation', { ...segmentationOf('transaction'), taskId }),
  strictRecord('UserSegmentation', segmentationOf('user')),
]);

const Aggregation = strictRecord('Aggregation', {
  ...scope,
  type: required(label('aggregation')),
  field: required(new MeasuredFieldCodec()),
  aggregation: required(labels('AggregationName', keysOf(AGGREGATIONS))),
  filters,
  interval,
  compare,
});

/**
 * What to compute: in which project, over which window, and which metric. With an interval, also for each bucket of the window.
 */
export const Descriptor = tagged('Descriptor', 'type', [Count, Segmentation, Aggregation]);
export type Descriptor = t.TypeOf<typeof Descriptor>;

/** A descriptor as it can be sent. */
export type DescriptorInput = t.OutputOf<typeof Descriptor>;

/** Some metrics have a field of their own, which few messages have other values of. */
function refuseFieldless<S extends MessageSegments>(sent: S): S | Mismatch {
  if (sent.by !== undefined) return sent;
  if (SEGMENTATIONS.message[sent.metric].by === undefined)
    return new Mismatch('by', `is required where the metric is ${sent.metric}`);
  return sent.limit === undefined ? sent : new Mismatch('limit', 'needs a field in by');
}

interface MessageSegments {
  readonly metric: keyof typeof SEGMENTATIONS.message;
  readonly by: unknown;
  readonly limit: unknown;
}

function keysOf<T extends object>(rows: T): readonly (keyof T & string)[] {
  return Object.keys(rows).filter((key): key is keyof T & string => key in rows);
}
