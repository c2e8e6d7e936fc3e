import { malformed } from '../errors/malformed.js';
import type { MessageStore } from '../message/message-store.js';
import { readMessage } from '../message/read-message.js';
import type { CallOptions } from '../port/call.js';
import { type Instant, instantOf } from '../time/instant.js';
import type { TimeZone } from '../time/zone.js';
import type { Descriptor } from './descriptor.js';
import { bucketsOf, type Interval, maxBucketsIn, refuseManyBuckets } from './interval.js';
import type { Bucket, TimeWindow } from './message-analysis.js';
import { metricOf } from './metric-of.js';
import { refuseLargeResults } from './result-size.js';
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

interface ComputationSetting extends Pick<Setting, 'now' | 'zone'> {
  readonly bucketsIn: BucketSource;
}

/**
 * The window and buckets of a descriptor, followed by those of the window before it if the descriptor compares them.
 *
 * @throws MalformedError as {@link refuseUncomputable} does.
 */
export async function computationsOf(
  descriptor: Descriptor,
  { now, zone, bucketsIn }: ComputationSetting,
): Promise<readonly [Computation, Computation?]> {
  refuseUncomputable(descriptor, { now, zone });
  const { timespan, compare } = descriptor;
  const about = async (window: TimeWindow, isPrevious: boolean): Promise<Computation> => {
    return {
      descriptor,
      now,
      window,
      buckets: await bucketsIn(window, descriptor),
      isPrevious,
    };
  };
  const { from, to } = windowOf(timespan, now, zone);
  const own = await about({ from, to }, false);
  if (compare === undefined || from === undefined) return [own];
  return [own, await about(windowBefore(timespan, { from, to }, zone), true)];
}

/**
 * Refuses what is well-formed but cannot be computed: an interval that gives too many buckets or segments, or that has no first bucket because
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
  if (from !== undefined) {
    const window = { from, to };
    refuseManyBuckets(window, interval);
    refuseLargeResults([{ descriptor, buckets: maxBucketsIn(window, interval) }]);
  } else if (metricOf(descriptor).of === 'platform')
    throw malformed('interval', 'needs a timespan with a start');
}

/** The buckets that the interval of a descriptor divides a window into; none without an interval. */
export type BucketSource = (window: TimeWindow, descriptor: Descriptor) => Promise<readonly Bucket[]>;

/** Makes buckets, the same only once. @param maxBuckets - Past so many together it throws MalformedError. */
export function createBucketSource(setting: Setting, options: CallOptions, maxBuckets: number): BucketSource {
  const made = new Map<string, readonly Bucket[]>();
  let total = 0;
  return async (window, descriptor) => {
    const { interval, project } = descriptor;
    if (interval === undefined) return [];
    const key = JSON.stringify([window, interval, window.from === undefined ? project : null]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const buckets = await makeBuckets(window, { interval, project }, setting, options);
    made.set(key, buckets);
    total += buckets.length;
    if (total > maxBuckets) throw malformed('', `the intervals together give more than ${maxBuckets} parts`);
    return buckets;
  };
}

/** If the window has no beginning, the buckets begin with the first message. */
async function makeBuckets(
  { from, to }: TimeWindow,
  { interval, project }: { readonly interval: Interval; readonly project: string },
  { messages, zone }: Setting,
  options: CallOptions,
): Promise<readonly Bucket[]> {
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
