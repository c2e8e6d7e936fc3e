import type { Timers } from '../time/timers.js';

/** The timers of the machine. One that is under way keeps the process alive. */
export const systemTimers: Timers = {
  after: (millis, callback) => {
    const timer = setTimeout(callback, millis);
    return () => clearTimeout(timer);
  },
};
