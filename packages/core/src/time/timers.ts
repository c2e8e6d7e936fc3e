/** Calls back later. */
export interface Timers {
  /**
   * Calls back once, after so many milliseconds at least, unless it is cancelled before.
   *
   * @returns Cancels it; does nothing once it was called.
   */
  after(millis: number, callback: () => void): () => void;
}
