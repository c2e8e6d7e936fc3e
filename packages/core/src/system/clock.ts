import type { Clock } from '../time/clock.js';
import { instantOfMillis } from '../time/instant.js';

/** The clock of the machine, to the millisecond. */
export const systemClock: Clock = { now: () => instantOfMillis(Date.now()) };
