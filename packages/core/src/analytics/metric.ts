import { compareCodePoints } from '../json/code-points.js';
import type { JsonObject } from '../json/json-value.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticsPlatform } from '../services/analytics-platform.js';
import type { Seconds } from '../services/seconds.js';
import type { Condition } from './condition.js';
import { type FieldPath, field } from './field.js';
import type { Counted, CountOutcome, IdentityField, Measure, Outcome } from './message-analysis.js';
import type { Segment } from './result.js';
import type { Scalar } from './scalar.js';
import { labelsOf } from './terms.js';

/** The result of a metric in one window. */
export interface CountBody {
  readonly count: number;
  readonly approximate?: true;
}
export interface SegmentationBody {
  readonly segments: readonly Segment[];
}
export interface AggregationBody {
  readonly aggregation: JsonObject | null;
  readonly approximate?: true;
}
export type Body = CountBody | SegmentationBody | AggregationBody;

/** How a metric is computed: by a measure of messages, or by asking the platform. */
export type Metric<B extends Body = Body> = MessageMetric<B> | PlatformMetric<B>;

export interface MessageMetric<B extends Body> {
  readonly of: 'messages';
  readonly measure: Measure;
  read(outcome: Outcome): B;
}

export interface PlatformMetric<B extends Body> {
  readonly of: 'platform';
  find(platform: AnalyticsPlatform, scope: PlatformScope, options?: CallOptions): Promise<B>;
}

/** What the platform is asked about: where and when. */
export interface PlatformScope {
  readonly appId: string;
  readonly from: Seconds | undefined;
  readonly to: Seconds;
  readonly taskId: string | undefined;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** The number of different values of a field. */
export function distinct(path: string, ...where: readonly Condition[]): MessageMetric<CountBody> {
  return counting({ measure: 'distinct', field: field(path), where });
}

/** The number of different values that never occurred before the window. */
export function firstSeen(identity: IdentityField): MessageMetric<CountBody> {
  return counting({ measure: 'firstSeen', field: identity, where: [] });
}

/** The number of different values that occur exactly once. */
export function singletons(identity: IdentityField): MessageMetric<CountBody> {
  return counting({ measure: 'singletons', field: identity, where: [] });
}

/** The number of requests that no response answers. */
export function unanswered(): MessageMetric<CountBody> {
  return counting({ measure: 'unanswered', where: [] });
}

/** The number of messages (or of their users or conversations) by the value of a field, which is chosen later. */
export interface Grouping {
  readonly of: 'messages';
  readonly counted: Counted;
  readonly where: readonly Condition[];
  /** The field, if a descriptor names none. If absent, a descriptor must name one. */
  readonly by?: FieldPath;
}

/** The number of segments, if a descriptor does not limit it. */
export const DEFAULT_SEGMENTS = 20;

/** The most segments that a descriptor may request. */
export const MAX_SEGMENTS = 1_000;

export function grouped(counted: Counted, by?: string, ...where: readonly Condition[]): Grouping {
  return { of: 'messages', counted, where, ...(by !== undefined && { by: field(by) }) };
}

/** The metric of a grouping by a field. @throws TypeError if neither names a field. */
export function terms(
  { counted, where, by }: Grouping,
  asked: { readonly by?: FieldPath | undefined; readonly limit?: number | undefined },
): MessageMetric<SegmentationBody> {
  const path = asked.by ?? by;
  if (path === undefined) throw new TypeError('a decoded segmentation always has a field');
  const limit = asked.limit ?? (asked.by === undefined ? MAX_SEGMENTS : DEFAULT_SEGMENTS);
  const labelOf = labelsOf(path);
  return {
    of: 'messages',
    measure: { measure: 'terms', field: path, of: counted, limit, where },
    read: (outcome) => {
      if (outcome.answer !== 'terms') return refuseOutcome(outcome);
      const segments: Segment[] = outcome.terms.map(({ value, count }) => ({ type: labelOf(value), count }));
      if (outcome.rest !== null) segments.push({ type: null, count: outcome.rest, rest: true });
      return { segments };
    },
  };
}

/** The condition that a field has a certain value. */
export function is(path: string, value: Scalar): Condition {
  return { field: field(path), operation: 'term', value };
}

/** The segments of counts by label: the largest first, equal ones by label. */
export function ranked(counts: ReadonlyMap<string, number>): readonly Segment[] {
  return [...counts]
    .sort(([label, count], [other, otherCount]) => otherCount - count || compareCodePoints(label, other))
    .map(([type, count]) => ({ type, count }));
}

/** The engine returned the result of a different measure. */
export function refuseOutcome({ answer }: Outcome): never {
  throw new TypeError(`${answer} came, the answer to another measure`);
}

function counting(measure: Measure): MessageMetric<CountBody> {
  return {
    of: 'messages',
    measure,
    read: (outcome) => {
      if (outcome.answer !== 'count') return refuseOutcome(outcome);
      return { count: outcome.count, ...approximation(outcome) };
    },
  };
}

/** Marks a count that is an estimate. */
export function approximation({ approximate }: CountOutcome): { readonly approximate?: true } {
  return approximate ? { approximate: true } : {};
}
