import { malformed } from '../errors/errors.js';
import type { MessageStore } from '../message/message-store.js';
import { readMessage } from '../message/read-message.js';
import type { CallOptions } from '../port/call.js';
import { type Instant, instantOf } from '../time/instant.js';
import type { TimeZone } from '../time/zone.js';
import type { Descriptor } from './descriptor.js';
import { bucketsOf, refuseManyBuckets } from './interval.js';
import type { Bucket, TimeWindow } from './message-analysis.js';
import { metricOf } from './metric-of.js';
import { windowOf } from './window.js';

/** What is to be computed, when. */
export interface Computation {
  readonly descriptor: Descriptor;
  readonly now: Instant;
  readonly window: TimeWindow;
  /** The parts that the interval cuts the window into; none without an interval. */
  readonly buckets: readonly Bucket[];
}

/** What windows and buckets depend on. */
interface Setting {
  readonly messages: MessageStore;
  readonly now: Instant;
  readonly zone: TimeZone;
}

/** What a descriptor asks for. @throws MalformedError where {@link refuseUncomputable} does. */
export async function computationOf(
  descriptor: Descriptor,
  setting: Setting,
  options: CallOptions,
): Promise<Computation> {
  refuseUncomputable(descriptor, setting);
  const { now, zone } = setting;
  const window = windowOf(descriptor.timespan, now, zone);
  return { descriptor, now, window, buckets: await bucketsIn(window, descriptor, setting, options) };
}

/**
 * Refuses what is well-formed and cannot be computed: an interval that cuts the timespan into too many parts, or that has no first
 * one, as the platform does not tell when it began.
 *
 * @throws MalformedError
 */
export function refuseUncomputable(
  descriptor: Descriptor,
  { now, zone }: Pick<Setting, 'now' | 'zone'>,
): void {
  const { interval, timespan } = descriptor;
  if (interval === undefined) return;
  const { from, to } = windowOf(timespan, now, zone);
  if (from !== undefined) refuseManyBuckets({ from, to }, interval);
  else if (metricOf(descriptor).of === 'platform')
    throw malformed('interval', 'needs a timespan with a start');
}

/** Without a beginning, the buckets begin with the first message. */
async function bucketsIn(
  { from, to }: TimeWindow,
  { interval, project }: Descriptor,
  { messages, zone }: Setting,
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
