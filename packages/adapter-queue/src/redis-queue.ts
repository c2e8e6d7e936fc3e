import {
  type CallOptions,
  type ConsumeOptions,
  type Consumer,
  DEFAULT_RETRIES,
  type DeadJob,
  type JobHandler,
  type JobQueue,
  malformed,
  type NewJob,
  type Page,
  type PageRequest,
  type ProbeReport,
  type QueueCapabilities,
  type QueueDepth,
  type RetryPolicy,
  stopAll,
  UnavailableError,
} from '@memex/core';
import type { Redis } from 'ioredis';
import { type Bee, closeBee, createBee, isScriptMissing, loadScripts } from './bee.js';
import { startConsumer } from './consumer.js';
import { JobRecord } from './job-record.js';
import { type Names, namesOf } from './names.js';
import { createRedis, locationOf, START_MILLIS, settled } from './redis.js';
import { within } from './within.js';

export interface RedisQueueOptions {
  /** `redis://[[user]:password@]host:port/db`, or `rediss://` */
  readonly url: string;
  /** What every key begins with; `memex` where absent. */
  readonly prefix?: string | undefined;
  readonly retries?: RetryPolicy | undefined;
  /** Told of what goes wrong between calls, such as a lost connection. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

interface Connections {
  readonly producer: Bee;
  readonly redis: Redis;
  readonly record: JobRecord;
}

/** Jobs in Redis. What is enqueued lasts as long as what Redis keeps. */
export class RedisQueue implements JobQueue {
  readonly capabilities: QueueCapabilities = { durable: true };
  private readonly names: Names;
  private readonly retries: RetryPolicy;
  private readonly onError: (error: unknown) => void;
  private connections: Connections | undefined;
  private stopping = false;
  private readonly consumers = new Set<Consumer>();

  constructor(private readonly options: RedisQueueOptions) {
    this.names = namesOf(options.prefix ?? 'memex');
    this.retries = options.retries ?? DEFAULT_RETRIES;
    this.onError = options.onError ?? (() => undefined);
  }

  async start(): Promise<void> {
    if (this.connections !== undefined) return;
    this.stopping = false;
    const redis = createRedis(this.options.url, this.onError);
    const producer = this.createBee('producer');
    this.connections = { producer, redis, record: new JobRecord(redis, this.names) };
    await settled([redis.connect().catch(this.onError), producer.ready()], START_MILLIS);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await stopAll([...this.consumers].map(({ stop }) => ({ start: stop, stop })));
    const { producer, redis } = this.connections ?? {};
    this.connections = undefined;
    redis?.disconnect();
    if (producer !== undefined) await closeBee(producer).catch(this.onError);
  }

  async enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number> {
    const { producer, record } = this.connected();
    return within(async () => {
      await producer.ready();
      await record.revive(jobs.map(({ id }) => id));
      return saveJobs(producer, jobs);
    }, options);
  }

  consume(handler: JobHandler, options: ConsumeOptions): Consumer {
    const { record } = this.connected();
    const parts = { bee: this.createBee('worker'), record, retries: this.retries, onError: this.onError };
    const consumer = startConsumer(parts, handler, options);
    this.consumers.add(consumer);
    return { stop: () => consumer.stop().finally(() => this.consumers.delete(consumer)) };
  }

  async depth(options?: CallOptions): Promise<QueueDepth> {
    const { producer } = this.connected();
    const { waiting, delayed, active, failed } = await within(() => producer.checkHealth(), options);
    return { waiting, delayed, active, dead: failed };
  }

  async dead({ limit, after }: PageRequest, options?: CallOptions): Promise<Page<DeadJob>> {
    const { record } = this.connected();
    const behind = after === undefined ? '' : idOf(after);
    const all = await within(() => record.dead(), options);
    const start = all.findIndex(({ id }) => id > behind);
    const entries = start < 0 ? [] : all.slice(start, start + limit);
    const last = entries.at(-1);
    const isMore = start >= 0 && start + limit < all.length && last !== undefined;
    return { entries, next: isMore ? `id:${last.id}` : undefined };
  }

  async retryDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    const { record } = this.connected();
    const dead = await within(() => record.dead(), options);
    return this.enqueue(
      dead.filter(({ id }) => ids === undefined || ids.includes(id)),
      options,
    );
  }

  async probe(options?: CallOptions): Promise<ProbeReport> {
    const { redis } = this.connected();
    const info = await within(() => redis.info('server'), options);
    const [, version = 'unknown'] = /redis_version:(\S+)/.exec(info) ?? [];
    return { name: 'Redis', version, location: locationOf(this.options.url) };
  }

  private createBee(role: 'producer' | 'worker'): Bee {
    return createBee({
      url: this.options.url,
      names: this.names,
      role,
      onError: this.onError,
      isStopping: () => this.stopping,
    });
  }

  private connected(): Connections {
    if (this.connections === undefined)
      throw new UnavailableError('the queue', { reason: 'it is not started' });
    return this.connections;
  }
}

/** Saves jobs in order; resolves with how many were new. Scripts that Redis has lost are loaded once more. */
async function saveJobs(bee: Bee, jobs: readonly NewJob[], isSecondTime = false): Promise<number> {
  const made = jobs.map(({ id, work, delayMillis = 0 }) => {
    const job = bee.createJob<unknown>(work).setId(id);
    return delayMillis > 0 ? job.delayUntil(Date.now() + delayMillis) : job;
  });
  const errors = await bee.saveAll(made);
  const [error] = errors.values();
  if (error === undefined) return made.filter(({ id }) => id !== null).length;
  if (isSecondTime || !isScriptMissing(error)) throw error;
  await loadScripts(bee);
  return saveJobs(bee, jobs, true);
}

function idOf(position: string): string {
  if (!position.startsWith('id:')) throw malformed('cursor', 'must be a cursor of this queue');
  return position.slice(3);
}
