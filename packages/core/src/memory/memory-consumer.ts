import type { ConsumeOptions, Consumer, JobHandler } from '../jobs/job-queue.js';
import { type RetryPolicy, retryDelay } from '../jobs/retry-policy.js';
import type { Timers } from '../time/timers.js';
import type { Entry, MemoryJobs } from './memory-jobs.js';

/** Takes jobs as long as it has room for more. */
export class MemoryConsumer implements Consumer {
  private readonly running = new Map<Entry, Promise<void>>();
  private readonly stopListening: () => void;
  private cancelTake = (): void => undefined;
  private state: 'taking' | 'stopped' | 'crashed' = 'taking';

  constructor(
    private readonly jobs: MemoryJobs,
    private readonly timers: Timers,
    private readonly retries: RetryPolicy,
    private readonly handler: JobHandler,
    private readonly options: ConsumeOptions,
  ) {
    this.stopListening = jobs.listen(() => this.takeMore());
    this.takeMore();
  }

  async stop(): Promise<void> {
    if (this.state === 'taking') this.state = 'stopped';
    this.leave();
    await Promise.all(this.running.values());
  }

  crash(): void {
    this.state = 'crashed';
    this.leave();
    for (const entry of this.running.keys()) this.endStart(entry, new Error('it was interrupted'), 0);
    this.jobs.changed();
  }

  private leave(): void {
    this.stopListening();
    this.cancelTake();
  }

  private takeMore(): void {
    if (this.state !== 'taking') return;
    while (this.running.size < this.options.concurrency) {
      const entry = this.jobs.take();
      if (entry === undefined) break;
      this.running.set(entry, this.run(entry));
    }
    this.cancelTake();
    const delay = this.jobs.nextDelay();
    if (delay !== undefined) this.cancelTake = this.timers.after(delay, () => this.takeMore());
  }

  private async run(entry: Entry): Promise<void> {
    const { job, starts } = entry;
    // A handler may throw at once: a turn later, so that the entry is known to be running.
    const failure = await Promise.resolve()
      .then(() => this.handler({ id: job.id, work: job.work, attempt: starts }, {}))
      .then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
    this.running.delete(entry);
    if (this.state === 'crashed') return;
    if (failure === undefined) this.jobs.finish(entry);
    else this.endStart(entry, failure.error);
    this.jobs.changed();
  }

  /** After a start that did not succeed. @param delay - Before the next one, in milliseconds, where there is one. */
  private endStart(entry: Entry, error: unknown, delay?: number): void {
    const growing = retryDelay(this.retries, entry.starts);
    if (growing === undefined) this.bury(entry, error);
    else this.jobs.await(entry, delay ?? growing);
  }

  private bury(entry: Entry, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const dead = this.jobs.bury(entry, reason);
    this.options.onDead?.(dead, error);
  }
}
