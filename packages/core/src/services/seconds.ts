import { type Instant, MICROS_PER_SECOND } from '../time/instant.js';

/** Whole seconds since 1970-01-01T00:00:00Z: what the platform tells time in. */
export type Seconds = number;

/** Both ends inclusive; without an end where one is absent. */
export interface SecondsRange {
  readonly from?: Seconds | undefined;
  readonly to?: Seconds | undefined;
}

/** The seconds that lie between two instants, both inclusive: ranges of instants that do not overlap have no second in common. */
export function secondsWithin(window: { readonly from?: Instant | undefined; readonly to: Instant }): {
  readonly from: Seconds | undefined;
  readonly to: Seconds;
} {
  const { from, to } = window;
  return {
    from: from === undefined ? undefined : Math.ceil(from / MICROS_PER_SECOND),
    to: Math.floor(to / MICROS_PER_SECOND),
  };
}
