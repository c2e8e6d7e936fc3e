import { type Instant, instantOfMillis } from './instant.js';

/** Tells the time. */
export interface Clock {
  now(): Instant;
}

/** The clock of this machine, in milliseconds. */
export const systemClock: Clock = { now: () => instantOfMillis(Date.now()) };
