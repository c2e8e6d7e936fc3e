import type { DeadJob, JobStatus, NewJob } from '../jobs/job.js';
import type { QueueDepth } from '../jobs/job-queue.js';
import { formatInstant, instantOfMillis } from '../time/instant.js';

export interface Entry {
  readonly job: NewJob;
  readonly order: number;
  attempts: number;
  /** Since when it has been waiting, in the milliseconds of `Date.now`. */
  since: number;
  /** Why the last attempt failed. */
  lastReason: string | undefined;
}

/** The jobs that the queues of one process share. Each job is in one of four states. */
export class MemoryJobs {
  private readonly waiting = new Map<string, Entry>();
  /** With the end of the delay, in the milliseconds of `Date.now`. */
  private readonly delayed = new Map<string, { readonly entry: Entry; readonly dueAt: number }>();
  private readonly active = new Map<string, Entry>();
  private readonly deadJobs = new Map<string, { readonly order: number; readonly job: DeadJob }>();
  private readonly listeners = new Set<() => void>();
  private added = 0;

  /** Calls back whenever a job may be ready to run. Returns a function that ends this. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  add(job: NewJob): boolean {
    if (this.waiting.has(job.id) || this.delayed.has(job.id) || this.active.has(job.id)) return false;
    const lastReason = this.deadJobs.get(job.id)?.job.publicReason ?? undefined;
    this.deadJobs.delete(job.id);
    this.await({ job, order: this.added++, attempts: 0, since: 0, lastReason }, job.delayMs ?? 0);
    return true;
  }

  /** Takes the oldest job that is ready. It becomes active, and its attempts are counted up. */
  take(): Entry | undefined {
    const now = Date.now();
    for (const [id, { entry, dueAt }] of this.delayed) {
      if (dueAt > now) continue;
      this.delayed.delete(id);
      this.putToWait(entry, dueAt);
    }
    const [next] = this.waiting.values();
    if (next === undefined) return undefined;
    this.waiting.delete(next.job.id);
    this.active.set(next.job.id, next);
    next.attempts++;
    return next;
  }

  finish({ job }: Entry): void {
    this.active.delete(job.id);
  }

  /** Returns a job to the queue, after a delay. */
  await(entry: Entry, millis: number): void {
    this.active.delete(entry.job.id);
    if (millis > 0) this.delayed.set(entry.job.id, { entry, dueAt: Date.now() + millis });
    else this.putToWait(entry, Date.now());
  }

  private putToWait(entry: Entry, since: number): void {
    entry.since = since;
    this.waiting.set(entry.job.id, entry);
  }

  moveToDead({ order }: Entry, job: DeadJob): void {
    this.active.delete(job.id);
    this.deadJobs.set(job.id, { order, job });
  }

  /** In the order in which they were enqueued, with its number. */
  dead(): readonly { readonly order: number; readonly job: DeadJob }[] {
    return [...this.deadJobs.values()].sort((a, b) => a.order - b.order);
  }

  /** @returns Whether it was dead. */
  dropDead(id: string): boolean {
    return this.deadJobs.delete(id);
  }

  find(id: string): JobStatus | undefined {
    const dead = this.deadJobs.get(id);
    if (dead !== undefined) return { state: 'failed', reason: dead.job.publicReason, nextTry: null };
    const delayed = this.delayed.get(id);
    const entry = delayed?.entry ?? this.waiting.get(id) ?? this.active.get(id);
    if (entry === undefined) return undefined;
    const state = this.active.has(id) ? 'running' : entry.attempts > 0 ? 'retrying' : 'waiting';
    const nextTry = delayed === undefined ? null : formatInstant(instantOfMillis(delayed.dueAt));
    return { state, reason: entry.lastReason ?? null, nextTry };
  }

  /** The time until the next delay ends, in milliseconds. */
  nextDelay(): number | undefined {
    if (this.delayed.size === 0) return undefined;
    const due = [...this.delayed.values()].map(({ dueAt }) => dueAt);
    return Math.max(0, due.reduce((a, b) => Math.min(a, b)) - Date.now());
  }

  depth(): QueueDepth {
    const [next] = this.waiting.values();
    return {
      waiting: this.waiting.size,
      delayed: this.delayed.size,
      active: this.active.size,
      dead: this.deadJobs.size,
      waitingSince: next && instantOfMillis(next.since),
    };
  }
}
