/** What a worker sees of the queue and of itself. */
export interface Sight {
  /** How many jobs wait. */
  readonly waiting: number;
  /** Whether it could run one more. */
  readonly hasRoom: boolean;
  /** How many it has taken since it began. */
  readonly taken: number;
}

/**
 * Tells for how long jobs have waited for a worker that takes none. Redis hands a job that waits at once to whoever asks for it: where that
 * lasts, what the worker asks does not reach Redis.
 */
export class Starvation {
  private since: number | undefined;
  private taken = 0;

  /** @param now - In milliseconds. @returns For how long, in milliseconds; 0 where it is not so. */
  after({ waiting, hasRoom, taken }: Sight, now: number): number {
    const starves = waiting > 0 && hasRoom && taken === this.taken;
    this.taken = taken;
    this.since = starves ? (this.since ?? now) : undefined;
    return this.since === undefined ? 0 : now - this.since;
  }

  /** What was seen before no longer counts. */
  forget(): void {
    this.since = undefined;
  }
}
