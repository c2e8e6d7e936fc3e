import type { Instant } from './instant.js';

/** Tells the time. */
export interface Clock {
  now(): Instant;
}
