import { Timespan } from '../analytics/timespan.js';
import { windowOf } from '../analytics/window.js';
import { decode } from '../codec/decode.js';
import type { Issue } from '../errors/issue.js';
import { malformedWith } from '../errors/malformed.js';
import { type SecondsRange, secondsWithin } from '../services/seconds.js';
import type { Clock } from '../time/clock.js';
import {
  formatInstant,
  type Instant,
  instantOfMillis,
  parseTimestamp,
  type Timestamp,
} from '../time/instant.js';
import type { TimeZone } from '../time/zone.js';

/** A window as a user specifies it. Parts that were not given are `undefined`. */
export interface WindowInput {
  /** `<n>d`, `<n>w`, `<n>m`, `<n>y`, `today` or `all`, in any case. */
  readonly range?: string | undefined;
  /** The ends of a fixed window, in any form that {@link parseTimestamp} accepts. If both are given, the range is ignored. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

/**
 * The window that a user specified; `undefined` if there is none.
 *
 * @throws MalformedError with an issue at `range`, `start` or `end` for each invalid part, including an end without the other.
 */
export function readWindow({ range, start, end }: WindowInput): Timespan | undefined {
  const issues = [
    ...issuesOfEnd('start', start, 'end', end),
    ...issuesOfEnd('end', end, 'start', start),
    ...issuesOfRange(range),
  ];
  if (issues.length > 0) throw malformedWith(issues);
  if (start !== undefined && end !== undefined) return decode(Timespan, { type: 'fixed', start, end });
  return range === undefined ? undefined : decode(Timespan, { type: 'moving', value: trimmed(range) });
}

function issuesOfEnd(
  path: string,
  text: string | undefined,
  other: string,
  otherText: string | undefined,
): readonly Issue[] {
  if (text === undefined)
    return otherText === undefined ? [] : [{ path, message: `must be given where ${other} is` }];
  return parseTimestamp(text) === undefined
    ? [
        {
          path,
          message: 'must be a date, or a date and time, in ISO 8601, such as 2021-11-30T10:20:30+01:00',
        },
      ]
    : [];
}

function issuesOfRange(range: string | undefined): readonly Issue[] {
  if (range === undefined || MOVING.test(trimmed(range))) return [];
  return [
    { path: 'range', message: 'must be <n>D, <n>W, <n>M or <n>Y with n from 1 to 9999, TODAY, or ALL' },
  ];
}

const MOVING = /^(?:[1-9]\d{0,3}[dwmy]|today|all)$/i;

/** `07d` means seven days. */
function trimmed(range: string): string {
  return range.replace(/^0+(?=\d)/, '');
}

/** A window with known ends, in the forms that services and tables need. */
export interface ReportWindow {
  /** Absent if the window has no beginning. */
  readonly from?: Instant | undefined;
  readonly to: Instant;
  /** For the services that tell time in seconds. */
  readonly seconds: SecondsRange;
  /** For the logger: no message is older than 1970. */
  readonly messages: { readonly from: Instant; readonly to: Instant };
  /** The ends as they were given. Those of a moving window are in UTC. */
  readonly fromTime: Timestamp | undefined;
  readonly toTime: Timestamp;
}

/** The window that a timespan means now. All parts of a report use the same one. */
export function reportWindow(
  timespan: Timespan,
  { clock, zone }: { readonly clock: Clock; readonly zone: TimeZone },
): ReportWindow {
  const { from, to } = windowOf(timespan, clock.now(), zone);
  const epoch = instantOfMillis(0);
  const since = from === undefined || from < epoch ? epoch : from;
  const seconds = secondsWithin({ from: from === undefined ? undefined : since, to });
  const ends = { from, to, seconds, messages: { from: since, to } };
  if (timespan.type === 'fixed') return { ...ends, fromTime: timespan.start, toTime: timespan.end };
  const fromTime = from === undefined ? undefined : formatInstant(from);
  return { ...ends, fromTime, toTime: formatInstant(to) };
}
