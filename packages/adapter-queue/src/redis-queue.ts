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
import { Bee, STALL_MILLIS } from './bee.js';
import { startConsumer } from './consumer.js';
import { JobStore } from './job-store.js';
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

interface Connection {
  readonly redis: Redis;
  readonly jobs: JobStore;
}

/** Jobs added by one script: others wait for it. */
const ADDED_AT_ONCE = 1_000;

/** Jobs in Redis. What is enqueued lasts as long as what Redis keeps. */
export class RedisQueue implements JobQueue {
  readonly capabilities: QueueCapabilities = { durable: true };
  private readonly names: Names;
  private readonly retries: RetryPolicy;
  private readonly onError: (error: unknown) => void;
  private connection: Connection | undefined;
  private stopping = false;
  private readonly consumers = new Set<Consumer>();

  constructor(private readonly options: RedisQueueOptions) {
    this.names = namesOf(options.prefix ?? 'memex');
    this.retries = options.retries ?? DEFAULT_RETRIES;
    this.onError = options.onError ?? (() => undefined);
  }

  async start(): Promise<void> {
    if (this.connection !== undefined) return;
    this.stopping = false;
    const redis = createRedis(this.options.url, this.onError);
    this.connection = { redis, jobs: new JobStore(redis, this.names) };
    await settled([redis.connect().catch(this.onError)], START_MILLIS);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await stopAll([...this.consumers].map(({ stop }) => ({ start: stop, stop })));
    this.connection?.redis.disconnect();
    this.connection = undefined;
  }

  async enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number> {
    const connected = this.connected();
    let added = 0;
    for (let start = 0; start === 0 || start < jobs.length; start += ADDED_AT_ONCE) {
      const some = jobs.slice(start, start + ADDED_AT_ONCE);
      added += await within(() => connected.jobs.enqueue(some), options);
    }
    return added;
  }

  consume(handler: JobHandler, options: ConsumeOptions): Consumer {
    const { jobs } = this.connected();
    const bee = new Bee({
      url: this.options.url,
      names: this.names,
      onError: this.onError,
      resume: () => jobs.resume(STALL_MILLIS).catch((error: unknown) => this.failed(error)),
      isStopping: () => this.stopping,
    });
    const consumer = startConsumer(
      { bee, jobs, retries: this.retries, onError: this.onError },
      handler,
      options,
    );
    this.consumers.add(consumer);
    return { stop: () => consumer.stop().finally(() => this.consumers.delete(consumer)) };
  }

  async depth(options?: CallOptions): Promise<QueueDepth> {
    const { jobs } = this.connected();
    return within(() => jobs.depth(), options);
  }

  async dead({ limit, after }: PageRequest, options?: CallOptions): Promise<Page<DeadJob>> {
    const { jobs } = this.connected();
    const behind = after === undefined ? '' : idOf(after);
    const all = await within(() => jobs.dead(), options);
    const start = all.findIndex(({ id }) => id > behind);
    const entries = start < 0 ? [] : all.slice(start, start + limit);
    const last = entries.at(-1);
    const isMore = start >= 0 && start + limit < all.length && last !== undefined;
    return { entries, next: isMore ? `id:${last.id}` : undefined };
  }

  async retryDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    const { jobs } = this.connected();
    const dead = await within(() => jobs.dead(), options);
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

  /** Nothing was resumed; it is tried again soon. */
  private failed(error: unknown): number {
    this.onError(error);
    return 0;
  }

  private connected(): Connection {
    if (this.connection === undefined)
      throw new UnavailableError('the queue', { part: 'queue', reason: 'it is not started' });
    return this.connection;
  }
}

function idOf(position: string): string {
  if (!position.startsWith('id:')) throw malformed('cursor', 'must be a cursor of this queue');
  return position.slice(3);
}
