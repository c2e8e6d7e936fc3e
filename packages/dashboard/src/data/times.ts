/** Milliseconds since 1970. Times of the API without an offset are in UTC. */
export function millisOf(timestamp: string): number {
  return Date.parse(/[+-]\d\d:\d\d$/.test(timestamp) ? timestamp : `${timestamp}Z`);
}

/** Whether a time is in a range, whose times have no offset. */
export function isWithin(
  timestamp: string,
  { fromTime, toTime }: { readonly fromTime: string; readonly toTime: string },
): boolean {
  const time = millisOf(timestamp);
  return time >= millisOf(fromTime) && time <= millisOf(toTime);
}
