import {
  DeadJob,
  type Delivery,
  decode,
  formatInstant,
  InternalError,
  instantOfMillis,
  parseJson,
  stringifyJson,
  Work,
} from '@memex/core';
import type { Redis } from 'ioredis';
import type { Names } from './names.js';

/** What we keep of jobs beside `bee-queue`: how often each was started, and why the dead ones died. */
export class JobRecord {
  constructor(
    private readonly redis: Redis,
    private readonly names: Names,
  ) {}

  /** Counts a start; resolves with which one it is, from 1. */
  countStart(id: string): Promise<number> {
    return this.redis.hincrby(this.names.starts, id, 1);
  }

  async forgetStarts(id: string): Promise<void> {
    await this.redis.hdel(this.names.starts, id);
  }

  async recordDeath({ id, work, attempt }: Delivery, error: unknown): Promise<DeadJob> {
    const reason = error instanceof Error ? error.message : String(error);
    const diedAt = formatInstant(instantOfMillis(Date.now()));
    const dead = decode(DeadJob, { id, work, attempts: attempt, reason, diedAt });
    await this.redis.hset(this.names.dead, id, stringifyJson(dead));
    return dead;
  }

  /** Every job that is dead, by id. */
  async dead(): Promise<readonly DeadJob[]> {
    const ids = (await this.redis.smembers(this.names.failed)).sort();
    if (ids.length === 0) return [];
    const texts = await this.redis.hmget(this.names.dead, ...ids);
    return texts.flatMap((text) => (text === null ? [] : [decode(DeadJob, parseJson(text))]));
  }

  /** Takes the dead ones of these ids out of the dead, so that they can be enqueued again; resolves with how many. */
  async revive(ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const { failed, jobs, dead, starts } = this.names;
    const revived = await this.redis.eval(REVIVE, 4, failed, jobs, dead, starts, ...ids);
    return typeof revived === 'number' ? revived : 0;
  }
}

/** In one step, so that a job is never both dead and waiting. */
const REVIVE = `
local revived = 0
for _, id in ipairs(ARGV) do
  if redis.call('srem', KEYS[1], id) == 1 then
    redis.call('hdel', KEYS[2], id)
    redis.call('hdel', KEYS[3], id)
    redis.call('hdel', KEYS[4], id)
    revived = revived + 1
  end
end
return revived`;

/** The work in a job's data. */
export function workOf(data: unknown): Work {
  try {
    return decode(Work, data);
  } catch (error) {
    throw new InternalError('the queue holds what is no job', error);
  }
}
