import type { CallOptions, Schedule, Startable } from '@memex/core/ports';
import { type Instant, instantOfMillis } from '@memex/core/toolkit';
import type { RedisAddress } from './address.js';
import { RedisConnection } from './connection.js';
import { type Names, namesOf } from './names.js';

export interface RedisScheduleOptions {
  /** Where the Redis is, as {@link parseRedisAddress} reads it. */
  readonly url: string | RedisAddress;
  /** Prefix of every key; `memex` by default. */
  readonly prefix?: string | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** The lease and the last run, in Redis. Each check followed by a write is one script, so it is atomic. */
export class RedisSchedule implements Schedule, Startable {
  private readonly names: Names;
  private readonly connection: RedisConnection;

  constructor({ url, prefix, onError = () => undefined }: RedisScheduleOptions) {
    this.connection = new RedisConnection({ url, prefix, onError });
    this.names = namesOf(this.connection.keyPrefix);
  }

  start(): Promise<void> {
    return this.connection.start();
  }

  stop(): Promise<void> {
    return this.connection.stop();
  }

  async hold(holder: string, ttlMs: number, options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call(
        (redis) => redis.eval(HOLD, 1, this.names.lease, holder, ttlMs),
        options,
      )) === 1
    );
  }

  async release(holder: string, options?: CallOptions): Promise<void> {
    await this.connection.call((redis) => redis.eval(RELEASE, 1, this.names.lease, holder), options);
  }

  async lastRun(options?: CallOptions): Promise<Instant | undefined> {
    const millis = await this.connection.call((redis) => redis.get(this.names.lastRun), options);
    return millis === null ? undefined : instantOfMillis(Number(millis));
  }

  async recordRun(holder: string, dueAt: Instant, options?: CallOptions): Promise<boolean> {
    const { lease, lastRun } = this.names;
    const recorded = await this.connection.call(
      (redis) => redis.eval(RECORD, 2, lease, lastRun, holder, dueAt / 1_000),
      options,
    );
    return recorded === 1;
  }
}

const HOLD = `
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const RELEASE = `
if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end`;

const RECORD = `
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
local last = tonumber(redis.call('get', KEYS[2]) or '0')
if tonumber(ARGV[2]) > last then redis.call('set', KEYS[2], ARGV[2]) end
return 1`;
