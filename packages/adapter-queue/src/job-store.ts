import { DeadJob, decode, type NewJob, parseJson, type QueueDepth, stringifyJson } from '@memex/core';
import type { Redis } from 'ioredis';
import { textOf } from './job-text.js';
import type { Names } from './names.js';
import { DEPTH, ENQUEUE, RESUME } from './scripts.js';

/** The jobs in Redis, as `bee-queue` keeps them, and what we keep beside: why the dead ones died. */
export class JobStore {
  constructor(
    private readonly redis: Redis,
    private readonly names: Names,
  ) {}

  /** Adds jobs in order; resolves with how many were new. */
  async enqueue(jobs: readonly NewJob[]): Promise<number> {
    const { bee, dead } = this.names;
    const keys = [bee.failed, dead, bee.jobs, bee.waiting, bee.delayed, bee.earlierDelayed];
    const now = Date.now();
    const parts = jobs.flatMap((job) => {
      const { id, delayMillis = 0 } = job;
      return [id, textOf(job), delayMillis > 0 ? now + delayMillis : 0];
    });
    return numberOf(await this.redis.eval(ENQUEUE, keys.length, ...keys, ...parts));
  }

  async depth(): Promise<QueueDepth> {
    const { bee } = this.names;
    const keys = [bee.waiting, bee.delayed, bee.active, bee.failed];
    const counts = await this.redis.eval(DEPTH, keys.length, ...keys);
    const [waiting, delayed, active, dead] = Array.isArray(counts) ? counts.map(numberOf) : [];
    return { waiting: waiting ?? 0, delayed: delayed ?? 0, active: active ?? 0, dead: dead ?? 0 };
  }

  /** Has jobs wait again whose process showed no sign of life for so long; resolves with how many. */
  async resume(silentMillis: number): Promise<number> {
    const { bee } = this.names;
    const keys = [bee.stallBlock, bee.stalling, bee.active, bee.waiting, bee.jobs];
    return numberOf(await this.redis.eval(RESUME, keys.length, ...keys, silentMillis));
  }

  async recordDeath(job: DeadJob): Promise<void> {
    await this.redis.hset(this.names.dead, job.id, stringifyJson(job));
  }

  /** Every job that is dead, by id. */
  async dead(): Promise<readonly DeadJob[]> {
    const ids = (await this.redis.smembers(this.names.bee.failed)).sort();
    if (ids.length === 0) return [];
    const texts = await this.redis.hmget(this.names.dead, ...ids);
    return texts.flatMap((text) => (text === null ? [] : [decode(DeadJob, parseJson(text))]));
  }
}

function numberOf(answer: unknown): number {
  return typeof answer === 'number' ? answer : 0;
}
