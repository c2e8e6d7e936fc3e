import { type Instant, instantOfMillis } from './instant.js';

/** Tells the time. */
export interface Clock {
  now(): Instant;
}

/** The clock of the machine, to the millisecond. */
export const systemClock: Clock = { now: () => instantOfMillis(Date.now()) };
