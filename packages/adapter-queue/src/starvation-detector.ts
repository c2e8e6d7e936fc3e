/** The queue and the worker, at one moment. */
export interface WorkerState {
  /** Number of waiting jobs. */
  readonly waiting: number;
  /** Whether the worker could run another job. */
  readonly hasRoom: boolean;
  /** Number of jobs that the worker has taken so far. */
  readonly taken: number;
}

/**
 * Measures how long jobs have been waiting for an idle worker that takes none. Redis hands a waiting job at once to any worker that asks, so if
 * this lasts, the requests of the worker do not reach Redis.
 */
export class StarvationDetector {
  private since: number | undefined;
  private taken = 0;

  /** @param now - In milliseconds. @returns How long the worker has been starving, in milliseconds; 0 if it is not. */
  observe({ waiting, hasRoom, taken }: WorkerState, now: number): number {
    const starves = waiting > 0 && hasRoom && taken === this.taken;
    this.taken = taken;
    this.since = starves ? (this.since ?? now) : undefined;
    return this.since === undefined ? 0 : now - this.since;
  }

  /** Forgets earlier observations. */
  forget(): void {
    this.since = undefined;
  }
}
