import type { Page, PageRequest } from '../entry/entry.js';
import { UnavailableError } from '../errors/errors.js';
import { foreignCursor } from '../errors/malformed.js';
import type { DeadJob, JobStatus, NewJob } from '../jobs/job.js';
import type {
  ConsumeOptions,
  Consumer,
  JobHandler,
  JobQueue,
  QueueCapabilities,
  QueueDepth,
} from '../jobs/job-queue.js';
import { DEFAULT_RETRIES, type RetryPolicy } from '../jobs/retry-policy.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { ProbeReport } from '../port/probe.js';
import type { Timers } from '../time/timers.js';
import { systemTimers } from '../time/timers.js';
import { MemoryConsumer } from './memory-consumer.js';
import { MemoryJobs } from './memory-jobs.js';

export interface MemoryQueueOptions {
  /** Jobs that several queues of this process share. If absent, the queue has its own. */
  readonly jobs?: MemoryJobs;
  readonly retries?: RetryPolicy;
  readonly timers?: Timers;
}

/** A queue in the memory of this process. Its jobs are lost when the process ends. */
export class MemoryQueue implements JobQueue {
  readonly capabilities: QueueCapabilities = { durable: false };
  private readonly jobs: MemoryJobs;
  private readonly retries: RetryPolicy;
  private readonly timers: Timers;
  private readonly consumers: MemoryConsumer[] = [];
  private started = false;

  constructor({
    jobs = new MemoryJobs(),
    retries = DEFAULT_RETRIES,
    timers = systemTimers,
  }: MemoryQueueOptions = {}) {
    this.jobs = jobs;
    this.retries = retries;
    this.timers = timers;
  }

  async start(): Promise<void> {
    this.started = true;
  }

  async stop(): Promise<void> {
    this.started = false;
    await Promise.all(this.consumers.splice(0).map((consumer) => consumer.stop()));
  }

  /** Simulates the end of this queue's process: running jobs are interrupted, and attempted again elsewhere. For tests. */
  crash(): void {
    this.started = false;
    for (const consumer of this.consumers.splice(0)) consumer.crash();
  }

  async probe(options?: CallOptions): Promise<ProbeReport> {
    this.enter(options);
    return { name: 'memory', version: '1', location: 'this process' };
  }

  async enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number> {
    this.enter(options);
    const added = jobs.filter((job) => this.jobs.add(job)).length;
    this.jobs.changed();
    return added;
  }

  consume(handler: JobHandler, options: ConsumeOptions): Consumer {
    const consumer = new MemoryConsumer(this.jobs, this.timers, this.retries, handler, options);
    this.consumers.push(consumer);
    return consumer;
  }

  async depth(options?: CallOptions): Promise<QueueDepth> {
    this.enter(options);
    return this.jobs.depth();
  }

  async find(ids: readonly string[], options?: CallOptions): Promise<readonly (JobStatus | undefined)[]> {
    this.enter(options);
    return ids.map((id) => this.jobs.find(id));
  }

  async dead({ limit, after }: PageRequest, options?: CallOptions): Promise<Page<DeadJob>> {
    this.enter(options);
    if (after !== undefined && !/^\d{1,15}$/.test(after)) throw foreignCursor();
    const left = this.jobs.dead().filter(({ order }) => order > Number(after ?? -1));
    const rows = left.slice(0, limit);
    return {
      entries: rows.map(({ job }) => job),
      next: left.length > limit ? rows.at(-1)?.order.toString() : undefined,
    };
  }

  async retryDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    this.enter(options);
    const chosen = this.jobs.dead().filter(({ job }) => ids === undefined || ids.includes(job.id));
    return this.enqueue(chosen.flatMap(({ job: { id, work } }) => (work === null ? [] : [{ id, work }])));
  }

  async dropDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    this.enter(options);
    const chosen = ids ?? this.jobs.dead().map(({ job }) => job.id);
    return chosen.filter((id) => this.jobs.dropDead(id)).length;
  }

  private enter(options: CallOptions | undefined): void {
    throwIfAborted(options);
    if (!this.started)
      throw new UnavailableError('the queue', { part: 'queue', reason: 'it is not started' });
  }
}
