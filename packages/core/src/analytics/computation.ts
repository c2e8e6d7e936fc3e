import { malformed } from '../errors/malformed.js';
import type { MessageStore } from '../message/message-store.js';
import { readMessage } from '../message/read-message.js';
import type { CallOptions } from '../port/call.js';
import { type Instant, instantOf } from '../time/instant.js';
import type { TimeZone } from '../time/zone.js';
import type { Descriptor } from './descriptor.js';
import { bucketsOf, refuseManyBuckets } from './interval.js';
import type { Bucket, TimeWindow } from './message-analysis.js';
import { metricOf } from './metric-of.js';
import { windowBefore, windowOf } from './window.js';

/** What to compute, and when. */
export interface Computation {
  readonly descriptor: Descriptor;
  readonly now: Instant;
  readonly window: TimeWindow;
  /** The buckets that the interval divides the window into; none without an interval. */
  readonly buckets: readonly Bucket[];
  /** Whether it is about the window before the one that the descriptor names. */
  readonly isPrevious: boolean;
}

/** What windows and buckets depend on. */
interface Setting {
  readonly messages: MessageStore;
  readonly now: Instant;
  readonly zone: TimeZone;
}

/**
 * The window and buckets of a descriptor, followed by those of the window before it if the descriptor compares them.
 *
 * @throws MalformedError as {@link refuseUncomputable} does.
 */
export async function computationsOf(
  descriptor: Descriptor,
  setting: Setting,
  options: CallOptions,
): Promise<readonly [Computation, Computation?]> {
  refuseUncomputable(descriptor, setting);
  const { timespan, compare } = descriptor;
  const { now, zone } = setting;
  const about = async (window: TimeWindow, isPrevious: boolean): Promise<Computation> => {
    return {
      descriptor,
      now,
      window,
      buckets: await bucketsIn(window, descriptor, setting, options),
      isPrevious,
    };
  };
  const { from, to } = windowOf(timespan, now, zone);
  const own = await about({ from, to }, false);
  if (compare === undefined || from === undefined) return [own];
  return [own, await about(windowBefore(timespan, { from, to }, zone), true)];
}

/**
 * Refuses what is well-formed but cannot be computed: an interval that gives too many buckets, or that has no first bucket because
 * the platform does not tell when its data begin; or a comparison with the window before one that has no beginning.
 *
 * @throws MalformedError
 */
export function refuseUncomputable(
  descriptor: Descriptor,
  { now, zone }: Pick<Setting, 'now' | 'zone'>,
): void {
  const { interval, timespan, compare } = descriptor;
  if (interval === undefined && compare === undefined) return;
  const { from, to } = windowOf(timespan, now, zone);
  if (compare !== undefined && from === undefined)
    throw malformed('compare', 'needs a timespan with a start');
  if (interval === undefined) return;
  if (from !== undefined) refuseManyBuckets({ from, to }, interval);
  else if (metricOf(descriptor).of === 'platform')
    throw malformed('interval', 'needs a timespan with a start');
}

/** If the window has no beginning, the buckets begin with the first message. */
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
