import type { ConsumeOptions, Consumer, JobHandler } from '../jobs/job-queue.js';
import type { RetryPolicy } from '../jobs/retry-policy.js';
import { type AttemptOutcome, runAttempt } from '../jobs/run-attempt.js';
import type { Timers } from '../time/timers.js';
import type { Entry, MemoryJobs } from './memory-jobs.js';

/** Takes jobs while it has room for more. */
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
    for (const entry of this.running.keys()) this.jobs.await(entry, 0);
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
    const { job, attempts: attempt, lastReason } = entry;
    // Waits one turn, so that the entry is registered as running even if the handler throws at once.
    await Promise.resolve();
    const start = { id: job.id, read: () => job.work, attempt, lastReason };
    const outcome = await runAttempt(start, this.handler, this.retries, {});
    this.running.delete(entry);
    if (this.state === 'crashed') return;
    this.note(entry, outcome);
    this.jobs.changed();
  }

  private note(entry: Entry, outcome: AttemptOutcome): void {
    if (outcome.kind === 'done') this.jobs.finish(entry);
    else if (outcome.kind === 'again') {
      entry.lastReason = outcome.reason;
      this.jobs.await(entry, outcome.delayMs);
    } else {
      this.jobs.moveToDead(entry, outcome.job);
      this.options.onDead?.(outcome.job, outcome.error, outcome.repeated);
    }
  }
}
