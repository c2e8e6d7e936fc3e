import type { JsonObject } from '../json/json-value.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticsPlatform } from '../services/analytics-platform.js';
import type { Seconds } from '../services/seconds.js';
import type { Condition } from './condition.js';
import { field } from './field.js';
import type { CountOutcome, IdentityField, Measure, Outcome } from './message-analysis.js';
import type { Segment } from './result.js';
import type { Scalar } from './scalar.js';

/** What a metric finds, in one window. */
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

/** How a metric is found: by a measure of messages, or by asking the platform. */
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

/** Where and when the platform is asked about. */
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

/** The number of different values that were never there before the window. */
export function firstSeen(identity: IdentityField): MessageMetric<CountBody> {
  return counting({ measure: 'firstSeen', field: identity, where: [] });
}

/** The number of different values that are there exactly once. */
export function singletons(identity: IdentityField): MessageMetric<CountBody> {
  return counting({ measure: 'singletons', field: identity, where: [] });
}

/** The number of messages by the value of a field. */
export function terms(path: string, ...where: readonly Condition[]): MessageMetric<SegmentationBody> {
  return {
    of: 'messages',
    measure: { measure: 'terms', field: field(path), where },
    read: (outcome) => {
      if (outcome.answer !== 'terms') return refuseOutcome(outcome);
      return { segments: ranked(outcome.terms.map(({ value, count }) => ({ type: value, count }))) };
    },
  };
}

/** The condition that a field has one value. */
export function is(path: string, value: Scalar): Condition {
  return { field: field(path), operation: 'term', value };
}

/** Most first, ties by label. */
export function ranked(segments: readonly Segment[]): readonly Segment[] {
  return [...segments].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** An engine answered another measure than it was asked. */
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

/** The mark of an estimate, where it is one. */
export function approximation({ approximate }: CountOutcome): { readonly approximate?: true } {
  return approximate ? { approximate: true } : {};
}
