import type * as t from 'io-ts';
import { freeForm } from '../codec/free-form.js';
import { label } from '../codec/label.js';
import { LeafCodec, number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { omittable, optional, record, required } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { timestamp } from '../codec/timestamp.js';

const truth = new LeafCodec('true', (value): value is true => value === true, 'true, or missing');

const Segment = record('Segment', { type: optional(text), count: required(number), rest: omittable(truth) });

/**
 * A part of the whole: its label, and how many belong to it. The `rest`, which has no label, is everything outside the listed
 * segments.
 */
export type Segment = t.OutputOf<typeof Segment>;

/** What each type of descriptor finds. `approximate` marks a count that is an estimate, within 1 %. */
const countBody = { count: required(number), approximate: omittable(truth) } as const;
const segmentationBody = { segments: required(list(Segment)) } as const;
const aggregationBody = { aggregation: optional(freeForm), approximate: omittable(truth) } as const;

const ends = { from: required(timestamp), to: required(timestamp) } as const;
const when = {
  creationDt: required(timestamp),
  fromDt: optional(timestamp),
  toDt: required(timestamp),
} as const;

const countResult = {
  type: required(label('count')),
  ...when,
  ...countBody,
  series: omittable(list(record('CountBucket', { ...ends, ...countBody }))),
};

const segmentationResult = {
  type: required(label('segmentation')),
  ...when,
  ...segmentationBody,
  series: omittable(list(record('SegmentationBucket', { ...ends, ...segmentationBody }))),
};

const aggregationResult = {
  type: required(label('aggregation')),
  ...when,
  ...aggregationBody,
  series: omittable(list(record('AggregationBucket', { ...ends, ...aggregationBody }))),
};

/** `previous`: the result for the window before, if the descriptor compares them. */
const CountResult = record('CountResult', {
  ...countResult,
  previous: omittable(record('PreviousCount', countResult)),
});

const SegmentationResult = record('SegmentationResult', {
  ...segmentationResult,
  previous: omittable(record('PreviousSegmentation', segmentationResult)),
});

const AggregationResult = record('AggregationResult', {
  ...aggregationResult,
  previous: omittable(record('PreviousAggregation', aggregationResult)),
});

/** The result of a descriptor. Each bucket of a series begins where the previous one ends. */
export const AnalyticResult = tagged('AnalyticResult', 'type', [
  CountResult,
  SegmentationResult,
  AggregationResult,
]);
export type AnalyticResult = t.TypeOf<typeof AnalyticResult>;
