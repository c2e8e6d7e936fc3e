import { millisOf } from '../state/times.js';

/** Whether a time is in a range, whose times have no offset. */
export function isWithin(
  timestamp: string,
  { fromTime, toTime }: { readonly fromTime: string; readonly toTime: string },
): boolean {
  const time = millisOf(timestamp);
  return time >= millisOf(fromTime) && time <= millisOf(toTime);
}
