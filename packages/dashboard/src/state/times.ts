/** A time of the API with its offset: times without one are in UTC. */
export function withOffset(time: string): string {
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
}

/** Milliseconds since 1970; `NaN` of what is no time. */
export function millisOf(time: string): number {
  return Date.parse(withOffset(time));
}
