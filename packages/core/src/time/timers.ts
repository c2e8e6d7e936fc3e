/** Calls back later. */
export interface Timers {
  /**
   * Calls back once, after at least so many milliseconds, unless it is cancelled before.
   *
   * @returns Cancels it. Does nothing once the callback was called.
   */
  after(millis: number, callback: () => void): () => void;
}

/** The timers of the machine. A pending one keeps the process alive. */
export const systemTimers: Timers = {
  after: (millis, callback) => {
    const timer = setTimeout(callback, millis);
    return () => clearTimeout(timer);
  },
};
