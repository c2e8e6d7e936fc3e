import {
  formatInstant,
  MICROS_PER_SECOND,
  parseTimestamp,
  plusMicros,
  type Timestamp,
} from '../time/instant.js';
import { offsetSeconds, type TimeZone } from '../time/zone.js';

/** `YYYY-MM-DD HH:MM:SS[.ffffff]`, with `±HH:MM` if the time has an offset. */
export function timeCell(time: Timestamp | undefined): string | null {
  return time === undefined ? null : time.replace('T', ' ');
}

/** Clocks have changed only at these times of an hour since 1973. */
const MICROS_PER_QUARTER = 900 * MICROS_PER_SECOND;

/**
 * Writes times as the clocks of a zone show them, with their offset: `YYYY-MM-DD HH:MM:SS[.ffffff]±HH:MM`. In the hour that clocks
 * repeat, only the offset tells times apart. Text that is not a time stays as it is.
 */
export function createZonedTimes(zone: TimeZone): (time: string) => string {
  let known = { quarter: Number.NaN, seconds: 0 };
  return (time) => {
    const parsed = parseTimestamp(time);
    if (parsed === undefined) return time;
    const quarter = Math.floor(parsed.instant / MICROS_PER_QUARTER);
    // Times in a page are mostly near each other, and asking for an offset takes longer than all else.
    if (quarter !== known.quarter) known = { quarter, seconds: offsetSeconds(parsed.instant, zone) };
    const local = plusMicros(parsed.instant, known.seconds * MICROS_PER_SECOND);
    return `${formatInstant(local).replace('T', ' ')}${offsetText(known.seconds)}`;
  };
}

function offsetText(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
