import { mapInOrder } from '../async/map-in-order.js';
import type { MessageStore } from '../message/message-store.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticsPlatform } from '../services/analytics-platform.js';
import { secondsWithin } from '../services/seconds.js';
import type { Clock } from '../time/clock.js';
import { localDate, type TimeZone } from '../time/zone.js';
import { type Computation, computationsOf, createBucketSource } from './computation.js';
import type { Descriptor } from './descriptor.js';
import type { MessageAnalysis } from './message-analysis.js';
import type { Body, Metric } from './metric.js';
import { metricOf } from './metric-of.js';
import type { AnalyticResult } from './result.js';
import { resultOf, withPrevious } from './result-of.js';
import { MAX_VALUES, refuseLargeResults } from './result-size.js';

/** What analytics are computed from. */
export interface Sources {
  readonly messages: MessageStore;
  readonly analysis: MessageAnalysis;
  readonly platform: AnalyticsPlatform;
  readonly clock: Clock;
  /** The time zone of windows and buckets. */
  readonly zone: TimeZone;
}

/** Computes a descriptor now. See {@link computeAll}. */
export async function compute(
  descriptor: Descriptor,
  sources: Sources,
  options: CallOptions = {},
): Promise<AnalyticResult> {
  const [result] = await computeAll([descriptor], sources, options);
  if (result === undefined) throw new TypeError('each descriptor has a result');
  return result;
}

/** How much may be computed together. */
export interface Bounds {
  /** Making buckets takes time, in which nothing else is done. */
  readonly buckets: number;
  /** Of all results, about. */
  readonly values: number;
}

const UNBOUNDED: Bounds = { buckets: Number.POSITIVE_INFINITY, values: Number.POSITIVE_INFINITY };

/** What one request may ask for. */
export const REQUEST_BOUNDS: Bounds = { buckets: 20_000, values: MAX_VALUES };

/** So many windows are measured at a time: enough for a store of several machines, and few enough to leave room for others. */
const MAX_CONCURRENT_CALLS = 4;

/**
 * Computes several descriptors now. Those over the same messages are measured in one call of the store. If one fails, the others are
 * aborted.
 *
 * @returns The results, in order.
 * @throws MalformedError if a descriptor cannot be computed: its interval gives too many buckets, or has no first one. Also if a result would
 * have too many values, or all together exceed the bounds.
 */
export async function computeAll(
  descriptors: readonly Descriptor[],
  sources: Sources,
  options: CallOptions = {},
  bounds: Bounds = UNBOUNDED,
): Promise<readonly AnalyticResult[]> {
  const { messages, zone, clock } = sources;
  const now = clock.now();
  const setting = {
    now,
    zone,
    bucketsIn: createBucketSource({ messages, now, zone }, options, bounds.buckets),
  };
  const plans: (readonly [Plan, Plan | undefined])[] = [];
  for (const one of descriptors) {
    const metric = metricOf(one);
    const [own, previous] = await computationsOf(one, setting);
    plans.push([{ ...own, metric }, previous && { ...previous, metric }]);
  }
  const all = plans.flat().filter((plan) => plan !== undefined);
  const sizes = all.map(({ descriptor, buckets }) => ({ descriptor, buckets: buckets.length }));
  for (const size of sizes) refuseLargeResults([size]);
  refuseLargeResults(sizes, bounds.values);
  const results = new Map<Plan, AnalyticResult>();
  const found = mapInOrder(groupsOf(all), (group, call) => bodiesOf(group, sources, call), {
    ...options,
    atOnce: MAX_CONCURRENT_CALLS,
  });
  for await (const group of found)
    for (const [plan, bodies] of group) results.set(plan, resultOf(plan, bodies));
  return plans.map(([own, previous]) => {
    const result = results.get(own) ?? missing();
    return previous === undefined ? result : withPrevious(result, results.get(previous) ?? missing());
  });
}

/** A computation with its metric. */
interface Plan extends Computation {
  readonly metric: Metric;
}

type Group = readonly [Plan, ...Plan[]];

/** The results of each plan: that of the whole window, then one for each bucket. */
type Found = readonly (readonly [Plan, readonly Body[]])[];

/** Groups plans that measure the same kind of things, in the same project, window and buckets. */
function groupsOf(plans: readonly Plan[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const plan of plans) {
    const { descriptor, metric, window } = plan;
    const key = JSON.stringify([metric.of, descriptor.project, window, descriptor.interval]);
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  return [...groups.values()];
}

async function bodiesOf(group: Group, sources: Sources, options: CallOptions): Promise<Found> {
  const [{ descriptor, window, buckets }] = group;
  const measured = group.flatMap((plan) =>
    plan.metric.of === 'messages' ? [{ plan, metric: plan.metric }] : [],
  );
  if (measured.length === 0) return asked(group, sources, options);
  const measures = measured.map(({ metric }) => metric.measure);
  const request = { project: descriptor.project, window, buckets, measures };
  const analyses = await sources.analysis.measure(request, options);
  return measured.map(({ plan, metric }, index) => {
    const { total, series } = analyses[index] ?? missing();
    return [plan, [total, ...series].map((outcome) => metric.read(outcome))];
  });
}

/** One after the other, so as not to burden the platform. */
async function asked(group: Group, { platform, zone }: Sources, options: CallOptions): Promise<Found> {
  const found: [Plan, readonly Body[]][] = [];
  for (const plan of group) {
    const { descriptor, metric, now, window, buckets } = plan;
    if (metric.of !== 'platform') continue;
    const taskId = 'taskId' in descriptor ? descriptor.taskId : undefined;
    const scope = { appId: descriptor.project, taskId, today: localDate(now, zone).toString() };
    const bodies: Body[] = [];
    for (const part of [window, ...buckets])
      bodies.push(await metric.find(platform, { ...scope, ...secondsWithin(part) }, options));
    found.push([plan, bodies]);
  }
  return found;
}

function missing(): never {
  throw new TypeError('the store answered fewer measures than it was asked');
}
