import { UnavailableError } from '@memex/core';
import type { DeadJob } from '@memex/core/model';
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
import { DEFAULT_RETRIES, foreignCursor, stopAll } from '@memex/core/toolkit';
import { keyPrefixOf, locationOf, type RedisAddress } from './address.js';
import { RedisConnection } from './connection.js';
import { RedisConsumer } from './consumer.js';
import { JobStore } from './job-store.js';
import { type Names, namesOf } from './names.js';
import { addressFrom } from './parse-address.js';
import { StuckQueueDetector } from './stuck-queue-detector.js';

export interface RedisQueueOptions {
  /** Where the Redis is, as {@link parseRedisAddress} reads it. */
  readonly url: string | RedisAddress;
  /** Prefix of every key; `memex` by default. */
  readonly prefix?: string | undefined;
  readonly retries?: RetryPolicy | undefined;
  /** Called with errors that happen between calls, such as a lost connection. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

interface Opened {
  readonly connection: RedisConnection;
  readonly jobs: JobStore;
}

/** Most jobs that one script adds or finds: Redis serves no other client meanwhile. */
const MAX_JOBS_PER_SCRIPT = 1_000;

/** How long Redis keeps the key that a probe writes, in milliseconds. */
const PROBE_TTL_MS = 10_000;

/** A queue in Redis. Jobs are as durable as Redis is configured to be. */
export class RedisQueue implements JobQueue {
  readonly capabilities: QueueCapabilities = { durable: true };
  private readonly address: RedisAddress;
  private readonly names: Names;
  private readonly retries: RetryPolicy;
  private readonly onError: (error: unknown) => void;
  private opened: Opened | undefined;
  private readonly consumers = new Set<RedisConsumer>();
  private readonly progress = new StuckQueueDetector();

  constructor(private readonly options: RedisQueueOptions) {
    this.address = addressFrom(options.url);
    this.names = namesOf(keyPrefixOf(this.address, options.prefix ?? 'memex'));
    this.retries = options.retries ?? DEFAULT_RETRIES;
    this.onError = options.onError ?? (() => undefined);
  }

  async start(): Promise<void> {
    if (this.opened !== undefined) return;
    const { prefix } = this.options;
    const connection = new RedisConnection({ url: this.address, prefix, onError: this.onError });
    this.opened = { connection, jobs: new JobStore(connection.redis, this.names) };
    await connection.start();
  }

  async stop(): Promise<void> {
    await stopAll([...this.consumers].map((one) => ({ start: () => one.stop(), stop: () => one.stop() })));
    await this.opened?.connection.stop();
    this.opened = undefined;
  }

  async enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number> {
    const opened = this.open();
    let added = 0;
    for (let start = 0; start === 0 || start < jobs.length; start += MAX_JOBS_PER_SCRIPT) {
      const some = jobs.slice(start, start + MAX_JOBS_PER_SCRIPT);
      added += await opened.connection.call(() => opened.jobs.enqueue(some), options);
    }
    return added;
  }

  consume(handler: JobHandler, options: ConsumeOptions): Consumer {
    const { retries, onError, names } = this;
    const setup = { ...this.open(), names, retries, onError };
    const consumer = new RedisConsumer(setup, handler, options);
    this.consumers.add(consumer);
    return { stop: () => consumer.stop().finally(() => this.consumers.delete(consumer)) };
  }

  async depth(options?: CallOptions): Promise<QueueDepth> {
    const { connection, jobs } = this.open();
    return connection.call(() => jobs.depth(), options);
  }

  async find(ids: readonly string[], options?: CallOptions): Promise<readonly (JobStatus | undefined)[]> {
    const { connection, jobs } = this.open();
    const found: (JobStatus | undefined)[] = [];
    for (let start = 0; start === 0 || start < ids.length; start += MAX_JOBS_PER_SCRIPT) {
      const some = ids.slice(start, start + MAX_JOBS_PER_SCRIPT);
      found.push(...(await connection.call(() => jobs.find(some), options)));
    }
    return found;
  }

  async dead({ limit, after }: PageRequest, options?: CallOptions): Promise<Page<DeadJob>> {
    const { connection, jobs } = this.open();
    const behind = after === undefined ? '' : idOf(after);
    const all = await connection.call(() => jobs.dead(), options);
    const start = all.findIndex(({ id }) => id > behind);
    const entries = start < 0 ? [] : all.slice(start, start + limit);
    const last = entries.at(-1);
    const isMore = start >= 0 && start + limit < all.length && last !== undefined;
    return { entries, next: isMore ? `id:${last.id}` : undefined };
  }

  async retryDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    const { connection, jobs } = this.open();
    const dead = await connection.call(() => jobs.dead(), options);
    const chosen = dead.filter(({ id }) => ids === undefined || ids.includes(id));
    return this.enqueue(
      chosen.flatMap(({ id, work }) => (work === null ? [] : [{ id, work }])),
      options,
    );
  }

  async dropDead(ids?: readonly string[], options?: CallOptions): Promise<number> {
    if (ids?.length === 0) return 0;
    const { connection, jobs } = this.open();
    return connection.call(() => jobs.dropDead(ids ?? []), options);
  }

  /** Writes a key, since a replica would answer everything else. */
  async probe(options?: CallOptions): Promise<ProbeReport> {
    const { connection, jobs } = this.open();
    const [info, , oldest] = await connection.call(
      (redis) =>
        Promise.all([
          redis.info('server'),
          redis.set(this.names.probe, '1', 'PX', PROBE_TTL_MS),
          jobs.oldestUntaken(),
        ]),
      options,
    );
    for (const consumer of this.consumers) consumer.throwIfStarving();
    this.progress.throwIfStuck(oldest, performance.now());
    const [, version = 'unknown'] = /redis_version:(\S+)/.exec(info) ?? [];
    return { name: 'Redis', version, location: locationOf(this.address) };
  }

  private open(): Opened {
    if (this.opened === undefined)
      throw new UnavailableError('the queue', { part: 'queue', reason: 'it is not started' });
    return this.opened;
  }
}

function idOf(position: string): string {
  if (!position.startsWith('id:')) throw foreignCursor();
  return position.slice(3);
}
