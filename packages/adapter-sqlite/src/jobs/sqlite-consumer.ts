import type { ConsumeOptions, Consumer, JobHandler, RetryPolicy } from '@memex/core/ports';
import { parseJson, runAttempt, stringifyJson } from '@memex/core/toolkit';
import type { Ending, JobLock, TakenJob } from '../protocol/jobs.js';
import { call, type JobClient } from './job-client.js';

export interface ConsumerOptions extends ConsumeOptions {
  readonly client: JobClient;
  readonly retries: RetryPolicy;
  readonly onError: (error: unknown) => void;
  readonly handler: JobHandler;
}

/** Takes jobs whenever it is woken, while it has room for more. */
export class SqliteConsumer implements Consumer {
  private readonly running = new Map<JobLock, AbortController>();
  private readonly ends = new Set<Promise<void>>();
  private taking: Promise<void> = Promise.resolve();
  private isTaking = false;
  private mayBeMore = false;
  private stopped = false;

  constructor(private readonly options: ConsumerOptions) {}

  /** The locks of the jobs that it runs, without those it lost. */
  locks(): readonly JobLock[] {
    return [...this.running].filter(([, { signal }]) => !signal.aborted).map(([lock]) => lock);
  }

  /** Aborts the attempts whose locks are gone. */
  abortLost(lost: readonly JobLock[]): void {
    for (const { seq, token } of lost) {
      for (const [lock, controller] of this.running) {
        if (lock.seq === seq && lock.token === token) controller.abort(new Error('others may run the job'));
      }
    }
  }

  /** There may be jobs to take. */
  wake(): void {
    this.mayBeMore = true;
    if (!this.isTaking) this.taking = this.takeAll();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.taking;
    await Promise.all(this.ends);
  }

  private async takeAll(): Promise<void> {
    const { client, onError } = this.options;
    this.isTaking = true;
    try {
      for (let room = this.room(); this.mayBeMore && room > 0; room = this.room()) {
        this.mayBeMore = false;
        const taken = await call(client, { op: 'take', max: room });
        this.mayBeMore ||= taken.length === room;
        for (const job of taken) this.start(job);
      }
    } catch (error) {
      onError(error);
    } finally {
      this.isTaking = false;
    }
  }

  private room(): number {
    return this.stopped ? 0 : this.options.concurrency - this.running.size;
  }

  private start(job: TakenJob): void {
    const end = this.run(job)
      .catch(this.options.onError)
      .finally(() => this.ends.delete(end));
    this.ends.add(end);
  }

  private async run({ seq, token, id, work, attempt, lastReason }: TakenJob): Promise<void> {
    const { client, handler, retries, onDead } = this.options;
    const lock = { seq, token };
    const controller = new AbortController();
    this.running.set(lock, controller);
    const started = { id, read: () => parseJson(work), attempt, lastReason };
    const outcome = await runAttempt(started, handler, retries, { signal: controller.signal });
    this.running.delete(lock);
    const ending: Ending =
      outcome.kind === 'dead' ? { kind: 'dead', death: stringifyJson(outcome.job) } : outcome;
    const recorded = call(client, { op: 'end', lock, ending });
    // Asked for in the same turn, the next jobs are taken by the same commit.
    this.wake();
    // If recording fails, the lock lapses and the job is run again.
    const held = await recorded;
    if (outcome.kind === 'dead' && held) onDead?.(outcome.job, outcome.error, outcome.repeated);
  }
}
