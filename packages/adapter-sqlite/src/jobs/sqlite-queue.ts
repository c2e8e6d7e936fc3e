import { DeadJob, decode } from '@memex/core/model';
import type {
  CallOptions,
  ConsumeOptions,
  Consumer,
  JobHandler,
  JobQueue,
  JobStatus,
  NewJob,
  Page,
  PageRequest,
  ProbeReport,
  QueueCapabilities,
  QueueDepth,
  RetryPolicy,
} from '@memex/core/ports';
import { foreignCursor, formatInstant, instantOfMillis, parseJson, stringifyJson } from '@memex/core/toolkit';
import type { FoundJob, JobRequest } from '../protocol/jobs.js';
import type { WorkerResult } from '../protocol/worker.js';
import { Heartbeat } from './heartbeat.js';
import { callWithTimeout, type JobClient } from './job-client.js';
import { SqliteConsumer } from './sqlite-consumer.js';

export interface SqliteQueueOptions {
  readonly client: JobClient;
  readonly file: string;
  readonly retries: RetryPolicy;
  /** Called with errors that happen outside any call. */
  readonly onError: (error: unknown) => void;
}

/** Requests that add jobs to the queue. */
type AddRequest = Extract<JobRequest, { readonly op: 'enqueue' | 'retry' }>;

/** How many jobs one transaction adds at most. */
const MAX_JOBS_PER_COMMIT = 1_000;

/** Jobs in a SQLite file that several processes may share. An enqueued job survives the end of the process and of the machine. */
export class SqliteQueue implements JobQueue {
  readonly capabilities: QueueCapabilities = { durable: true };
  private readonly consumers = new Set<SqliteConsumer>();
  private readonly heartbeat: Heartbeat;

  constructor(private readonly options: SqliteQueueOptions) {
    this.heartbeat = new Heartbeat(options.client, this.consumers, options.onError);
  }

  start(): Promise<void> {
    return this.options.client.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => this.leave(consumer)));
    await this.options.client.stop();
  }

  async probe(options?: CallOptions): Promise<ProbeReport> {
    const version = await this.call({ op: 'probe' }, options);
    return { name: 'SQLite', version, location: this.options.file };
  }

  async enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number> {
    const rows = jobs.map(({ id, work, delayMs = 0 }) => ({
      id,
      work: stringifyJson(work),
      delayMs,
    }));
    let added = 0;
    for (let start = 0; start === 0 || start < rows.length; start += MAX_JOBS_PER_COMMIT) {
      const some = rows.slice(start, start + MAX_JOBS_PER_COMMIT);
      added += await this.add({ op: 'enqueue', jobs: some }, options);
    }
    return added;
  }

  consume(handler: JobHandler, options: ConsumeOptions): Consumer {
    const { client, retries, onError } = this.options;
    const consumer = new SqliteConsumer({ ...options, client, retries, onError, handler });
    this.consumers.add(consumer);
    consumer.wake();
    this.heartbeat.start();
    return { stop: () => this.leave(consumer) };
  }

  async depth(options?: CallOptions): Promise<QueueDepth> {
    const { waitingSinceMs, ...counts } = await this.call({ op: 'depth' }, options);
    const waitingSince = waitingSinceMs === undefined ? undefined : instantOfMillis(waitingSinceMs);
    return { ...counts, waitingSince };
  }

  async find(ids: readonly string[], options?: CallOptions): Promise<readonly (JobStatus | undefined)[]> {
    const found = await this.call({ op: 'find', ids }, options);
    return found.map((job) => job && statusOf(job));
  }

  async dead({ limit, after = '0' }: PageRequest, options?: CallOptions): Promise<Page<DeadJob>> {
    if (!/^\d{1,15}$/.test(after)) throw foreignCursor();
    const dead = await this.call({ op: 'dead', limit: limit + 1, after: Number(after) }, options);
    const rows = dead.slice(0, limit);
    return {
      entries: rows.map(({ death }) => decode(DeadJob, parseJson(death))),
      next: dead.length > limit ? rows.at(-1)?.seq.toString() : undefined,
    };
  }

  retryDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    return this.add({ op: 'retry', ids }, options);
  }

  async dropDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    return (await this.call({ op: 'drop', ids }, options)).count;
  }

  /** Wakes the consumers in the same turn, so that they take the jobs in the commit that adds them. */
  private async add(request: AddRequest, options: CallOptions | undefined): Promise<number> {
    const adding = this.call(request, options);
    for (const consumer of this.consumers) consumer.wake();
    return (await adding).count;
  }

  private call<Request extends JobRequest>(
    request: Request,
    options: CallOptions | undefined,
  ): Promise<WorkerResult<'jobs', Request>> {
    return callWithTimeout(this.options.client, request, options);
  }

  /** The consumer stays in the heartbeat until its last job has ended. */
  private async leave(consumer: SqliteConsumer): Promise<void> {
    await consumer.stop();
    this.consumers.delete(consumer);
    if (this.consumers.size === 0) this.heartbeat.stop();
  }
}

function statusOf({ state, attempts, reason: lastReason, dueAt }: FoundJob): JobStatus {
  const reason = lastReason ?? null;
  const nextTry = dueAt > 0 && state === 'delayed' ? formatInstant(instantOfMillis(dueAt)) : null;
  switch (state) {
    case 'dead':
      return { state: 'failed', reason, nextTry };
    case 'active':
      return { state: 'running', reason, nextTry };
    default:
      return { state: attempts > 0 ? 'retrying' : 'waiting', reason, nextTry };
  }
}
