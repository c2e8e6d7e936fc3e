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
import { formatInstant, instantOfMillis, malformed, parseJson, stringifyJson } from '@memex/core/toolkit';
import type { FoundJob, JobRequest, JobResult } from '../protocol/jobs.js';
import { Pulse } from './heartbeat.js';
import { ask, askSoon, type JobLane } from './job-client.js';
import { SqliteConsumer } from './sqlite-consumer.js';

export interface SqliteQueueParts {
  readonly lane: JobLane;
  readonly file: string;
  readonly retries: RetryPolicy;
  /** Told of what goes wrong between calls. */
  readonly onError: (error: unknown) => void;
}

/** Jobs added by one transaction. */
const ADDED_AT_ONCE = 1_000;

/** Jobs in a SQLite file that several processes may share. What is enqueued survives the end of the process and of the machine. */
export class SqliteQueue implements JobQueue {
  readonly capabilities: QueueCapabilities = { durable: true };
  private readonly consumers = new Set<SqliteConsumer>();
  private readonly pulse: Pulse;

  constructor(private readonly parts: SqliteQueueParts) {
    this.pulse = new Pulse(parts.lane, this.consumers, parts.onError);
  }

  start(): Promise<void> {
    return this.parts.lane.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => this.leave(consumer)));
    await this.parts.lane.stop();
  }

  async probe(options?: CallOptions): Promise<ProbeReport> {
    const { version = '' } = await this.ask({ op: 'probe' }, options);
    return { name: 'SQLite', version, location: this.parts.file };
  }

  async enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number> {
    const rows = jobs.map(({ id, work, delayMillis = 0 }) => ({
      id,
      work: stringifyJson(work),
      delayMillis,
    }));
    let added = 0;
    for (let start = 0; start === 0 || start < rows.length; start += ADDED_AT_ONCE) {
      const some = rows.slice(start, start + ADDED_AT_ONCE);
      added += await this.add({ op: 'enqueue', jobs: some }, options);
    }
    return added;
  }

  consume(handler: JobHandler, options: ConsumeOptions): Consumer {
    const { lane, retries, onError } = this.parts;
    const consumer = new SqliteConsumer({
      ask: (request) => ask(lane, request),
      retries,
      onError,
      handler,
      options,
    });
    this.consumers.add(consumer);
    consumer.wake();
    this.pulse.begin();
    return { stop: () => this.leave(consumer) };
  }

  async depth(options?: CallOptions): Promise<QueueDepth> {
    const { depth = NOTHING } = await this.ask({ op: 'depth' }, options);
    return depth;
  }

  async find(id: string, options?: CallOptions): Promise<JobStatus | undefined> {
    const { found } = await this.ask({ op: 'find', id }, options);
    return found && statusOf(found);
  }

  async dead({ limit, after = '0' }: PageRequest, options?: CallOptions): Promise<Page<DeadJob>> {
    if (!/^\d{1,15}$/.test(after)) throw malformed('cursor', 'must be a cursor of this queue');
    const { dead = [] } = await this.ask({ op: 'dead', limit: limit + 1, after: Number(after) }, options);
    const rows = dead.slice(0, limit);
    return {
      entries: rows.map(({ death }) => decode(DeadJob, parseJson(death))),
      next: dead.length > limit ? rows.at(-1)?.seq.toString() : undefined,
    };
  }

  async retryDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    return this.add({ op: 'retry', ids }, options);
  }

  /** Consumers ask in the same turn, so that they take what is added with the commit that adds it. */
  private async add(request: JobRequest, options: CallOptions | undefined): Promise<number> {
    const adding = this.ask(request, options);
    for (const consumer of this.consumers) consumer.wake();
    return (await adding).count ?? 0;
  }

  private ask(request: JobRequest, options: CallOptions | undefined): Promise<JobResult> {
    return askSoon(this.parts.lane, request, options);
  }

  /** What it runs is shown to be alive until it has ended. */
  private async leave(consumer: SqliteConsumer): Promise<void> {
    await consumer.stop();
    this.consumers.delete(consumer);
    if (this.consumers.size === 0) this.pulse.end();
  }
}

function statusOf({ state, starts, reason: lastReason, dueAt }: FoundJob): JobStatus {
  const reason = lastReason ?? null;
  const nextTry = dueAt > 0 && state === 'delayed' ? formatInstant(instantOfMillis(dueAt)) : null;
  switch (state) {
    case 'dead':
      return { state: 'failed', reason, nextTry };
    case 'active':
      return { state: 'running', reason, nextTry };
    default:
      return { state: starts > 0 ? 'retrying' : 'waiting', reason, nextTry };
  }
}

const NOTHING: QueueDepth = { waiting: 0, delayed: 0, active: 0, dead: 0 };
