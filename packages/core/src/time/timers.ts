/** Calls back later. */
export interface Timers {
  /**
   * Calls back once, after at least the given time, unless it is cancelled before.
   *
   * @returns Cancels the timer. Does nothing after the callback.
   */
  after(millis: number, callback: () => void): () => void;
}

/** The timers of this machine. A pending one keeps the process alive. */
export const systemTimers: Timers = {
  after: (millis, callback) => {
    const timer = setTimeout(callback, millis);
    return () => clearTimeout(timer);
  },
};
