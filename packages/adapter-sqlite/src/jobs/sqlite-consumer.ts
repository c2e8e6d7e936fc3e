import type { ConsumeOptions, Consumer, JobHandler, RetryPolicy } from '@memex/core/ports';
import { parseJson, runStart, stringifyJson } from '@memex/core/toolkit';
import type { Claim, Ending, JobRequest, JobResult, TakenJob } from '../protocol/jobs.js';

export interface ConsumerParts {
  /** Has the thread perform a request, however long it takes. */
  readonly ask: (request: JobRequest) => Promise<JobResult>;
  readonly retries: RetryPolicy;
  readonly onError: (error: unknown) => void;
  readonly handler: JobHandler;
  readonly options: ConsumeOptions;
}

/** Takes jobs whenever it is woken, as long as it has room for more. */
export class SqliteConsumer implements Consumer {
  private readonly running = new Map<Claim, AbortController>();
  private readonly ends = new Set<Promise<void>>();
  private taking: Promise<void> = Promise.resolve();
  private isTaking = false;
  private mayBeMore = false;
  private stopped = false;

  constructor(private readonly parts: ConsumerParts) {}

  /** What it runs and still may. */
  claims(): readonly Claim[] {
    return [...this.running].filter(([, { signal }]) => !signal.aborted).map(([claim]) => claim);
  }

  /** Ends the starts whose claims are gone. */
  lose(lost: readonly Claim[]): void {
    for (const { seq, token } of lost) {
      for (const [claim, controller] of this.running) {
        if (claim.seq === seq && claim.token === token) controller.abort(new Error('others may run the job'));
      }
    }
  }

  /** There may be something to take. */
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
    this.isTaking = true;
    try {
      for (let room = this.room(); this.mayBeMore && room > 0; room = this.room()) {
        this.mayBeMore = false;
        const { taken = [] } = await this.parts.ask({ op: 'take', most: room });
        this.mayBeMore ||= taken.length === room;
        for (const job of taken) this.start(job);
      }
    } catch (error) {
      this.parts.onError(error);
    } finally {
      this.isTaking = false;
    }
  }

  private room(): number {
    return this.stopped ? 0 : this.parts.options.concurrency - this.running.size;
  }

  private start(job: TakenJob): void {
    const end = this.run(job)
      .catch(this.parts.onError)
      .finally(() => this.ends.delete(end));
    this.ends.add(end);
  }

  private async run({ seq, token, id, work, attempt, lastReason }: TakenJob): Promise<void> {
    const { ask, handler, retries, options } = this.parts;
    const start = { id, read: () => parseJson(work), attempt, lastReason };
    const claim = { seq, token };
    const controller = new AbortController();
    this.running.set(claim, controller);
    const outcome = await runStart(start, handler, retries, { signal: controller.signal });
    this.running.delete(claim);
    const ending: Ending =
      outcome.kind === 'dead' ? { kind: 'dead', death: stringifyJson(outcome.job) } : outcome;
    const ended = ask({ op: 'end', claim, ending });
    // Asked for at once, the next jobs come with the same commit.
    this.wake();
    // Where this fails the claim lapses, and the job is started again.
    const { held } = await ended;
    if (outcome.kind === 'dead' && held === true)
      options.onDead?.(outcome.job, outcome.error, outcome.repeated);
  }
}
