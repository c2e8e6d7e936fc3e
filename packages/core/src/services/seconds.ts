import { type Instant, MICROS_PER_SECOND } from '../time/instant.js';

/** Whole seconds since 1970-01-01T00:00:00Z, as the platform tells time. */
export type Seconds = number;

/** A range with both ends inclusive. An absent end is open. */
export interface SecondsRange {
  readonly from?: Seconds | undefined;
  readonly to?: Seconds | undefined;
}

/** The seconds between two instants, both inclusive. Ranges of instants that do not overlap share no second. */
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
