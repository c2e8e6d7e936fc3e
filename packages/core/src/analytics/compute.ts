import type { CallOptions } from '../call.js';
import { malformed } from '../errors.js';
import type { MessageStore } from '../message/message-store.js';
import type { AnalyticsPlatform } from '../platform/analytics-platform.js';
import { secondsWithin } from '../platform/seconds.js';
import { readMessage } from '../read.js';
import type { Clock } from '../time/clock.js';
import { type Instant, instantOf } from '../time/instant.js';
import { localDate, type TimeZone } from '../time/zone.js';
import type { Descriptor } from './descriptor.js';
import { bucketsOf, refuseManyBuckets } from './interval.js';
import type { Bucket, MessageAnalysis, TimeWindow } from './message-analysis.js';
import type { Body, MessageMetric, PlatformMetric } from './metric.js';
import { metricOf } from './metric-of.js';
import type { AnalyticResult } from './result.js';
import { type Computation, resultOf } from './result-of.js';
import { windowOf } from './window.js';

/** What analytics are computed from. */
export interface Sources {
  readonly messages: MessageStore;
  readonly analysis: MessageAnalysis;
  readonly platform: AnalyticsPlatform;
  readonly clock: Clock;
  /** Whose midnights windows and buckets begin at. */
  readonly zone: TimeZone;
}

/** Computes what a descriptor asks for, now. @throws MalformedError where {@link refuseUncomputable} does. */
export async function compute(
  descriptor: Descriptor,
  sources: Sources,
  options: CallOptions = {},
): Promise<AnalyticResult> {
  refuseUncomputable(descriptor, sources);
  const now = sources.clock.now();
  const window = windowOf(descriptor.timespan, now, sources.zone);
  const buckets = await bucketsIn(descriptor, window, sources, options);
  const computation = { descriptor, now, window, buckets };
  const metric = metricOf(descriptor);
  const bodies =
    metric.of === 'messages'
      ? await measured(metric, computation, sources, options)
      : await found(metric, computation, sources, options);
  return resultOf(computation, bodies);
}

/**
 * Refuses what is well-formed and cannot be computed: an interval that cuts the timespan into too many parts, or that has no first
 * one, as the platform does not tell when it began.
 *
 * @throws MalformedError
 */
export function refuseUncomputable(
  descriptor: Descriptor,
  { clock, zone }: Pick<Sources, 'clock' | 'zone'>,
): void {
  const { interval, timespan } = descriptor;
  if (interval === undefined) return;
  const { from, to } = windowOf(timespan, clock.now(), zone);
  if (from !== undefined) refuseManyBuckets({ from, to }, interval);
  else if (metricOf(descriptor).of === 'platform')
    throw malformed('interval', 'needs a timespan that has a beginning');
}

/** Without a beginning, the buckets begin with the first message. */
async function bucketsIn(
  { interval, project }: Descriptor,
  { from, to }: TimeWindow,
  { messages, zone }: Sources,
  options: CallOptions,
): Promise<readonly Bucket[]> {
  if (interval === undefined) return [];
  const first = from ?? (await firstInstant(messages, project, to, options));
  return first === undefined ? [] : bucketsOf({ from: first, to }, interval, zone);
}

async function firstInstant(
  messages: MessageStore,
  project: string,
  to: Instant,
  options: CallOptions,
): Promise<Instant | undefined> {
  const { entries } = await messages.page({ projects: [project], to }, { limit: 1 }, options);
  return entries[0] && instantOf(readMessage(entries[0]).timestamp);
}

/** The total, then each bucket. */
async function measured<B extends Body>(
  metric: MessageMetric<B>,
  { descriptor: { project }, window, buckets }: Computation,
  { analysis }: Sources,
  options: CallOptions,
): Promise<readonly B[]> {
  const request = { project, window, measures: [metric.measure], buckets };
  const analyses = await analysis.measure(request, options);
  return analyses.flatMap(({ total, series }) => [total, ...series]).map((one) => metric.read(one));
}

/** The total, then each bucket, one after the other: the platform is not ours to burden. */
async function found<B extends Body>(
  metric: PlatformMetric<B>,
  { descriptor, window, buckets, now }: Computation,
  { platform, zone }: Sources,
  options: CallOptions,
): Promise<readonly B[]> {
  const { project: appId } = descriptor;
  const taskId = 'taskId' in descriptor ? descriptor.taskId : undefined;
  const today = localDate(now, zone).toString();
  const bodies: B[] = [];
  for (const part of [window, ...buckets]) {
    const scope = { appId, taskId, today, ...secondsWithin(part) };
    bodies.push(await metric.find(platform, scope, options));
  }
  return bodies;
}
