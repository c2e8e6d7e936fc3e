import { isMemexError } from '@memex/core';
import { DeadJob, decode } from '@memex/core/model';
import type { JobStatus, NewJob, QueueDepth } from '@memex/core/ports';
import { formatInstant, instantOfMillis, parseJson, stringifyJson } from '@memex/core/toolkit';
import type { Redis } from 'ioredis';
import { ATTEMPTS, jobTextOf, LAST_REASON, readKeptJob } from './job-text.js';
import type { Names } from './names.js';
import {
  DEPTH,
  DROP_DEAD,
  ENQUEUE,
  FIND,
  MOVE_TO_DEAD,
  OLDEST_UNTAKEN,
  REQUEUE_STALLED,
  REREAD,
} from './scripts.js';

/** The jobs in Redis: the keys of `bee-queue`, and next to them ours, which hold why dead jobs died. */
export class JobStore {
  constructor(
    private readonly redis: Redis,
    private readonly names: Names,
  ) {}

  /** Adds jobs in order. Resolves with the number of new ones. */
  async enqueue(jobs: readonly NewJob[]): Promise<number> {
    const { bee, dead } = this.names;
    const keys = [bee.failed, dead, bee.jobs, bee.waiting, bee.delayed, bee.earlierDelayed];
    const now = Date.now();
    const parts = jobs.flatMap((job) => {
      const { id, delayMs = 0 } = job;
      return [id, jobTextOf(job), delayMs > 0 ? now + delayMs : 0];
    });
    return numberOf(await this.redis.eval(ENQUEUE, keys.length, ...keys, ...parts));
  }

  async depth(): Promise<QueueDepth> {
    const { bee } = this.names;
    const keys = [bee.waiting, bee.delayed, bee.active, bee.failed, bee.jobs];
    const answer: unknown = await this.redis.eval(DEPTH, keys.length, ...keys);
    const [waiting, delayed, active, dead, oldest]: readonly unknown[] = Array.isArray(answer) ? answer : [];
    const enqueuedAt = typeof oldest === 'string' ? readKeptJob(oldest)?.options.timestamp : undefined;
    return {
      waiting: numberOf(waiting),
      delayed: numberOf(delayed),
      active: numberOf(active),
      dead: numberOf(dead),
      waitingSince: enqueuedAt === undefined ? undefined : instantOfMillis(enqueuedAt),
    };
  }

  async find(ids: readonly string[]): Promise<readonly (JobStatus | undefined)[]> {
    const { bee, dead } = this.names;
    const keys = [bee.failed, dead, bee.jobs, bee.delayed, bee.active];
    const answer: unknown = await this.redis.eval(FIND, keys.length, ...keys, ...ids);
    const found: readonly unknown[] = Array.isArray(answer) ? answer : [];
    return ids.map((id, index) => statusOf(id, listOf(found[index])));
  }

  /** Requeues jobs whose process sent no heartbeat for `silentMs`. Resolves with the number of all waiting jobs. */
  async requeueStalled(silentMs: number): Promise<number> {
    const { bee } = this.names;
    const keys = [bee.stallBlock, bee.stalling, bee.active, bee.waiting, bee.jobs];
    const counts = await this.redis.eval(REQUEUE_STALLED, keys.length, ...keys, silentMs);
    return Array.isArray(counts) ? numberOf(counts[1]) : 0;
  }

  /** Identifies the job that has been waiting longest while no worker takes jobs: the same text each time. `undefined` if jobs are taken. */
  async oldestUntaken(): Promise<string | undefined> {
    const { bee } = this.names;
    const keys = [bee.waiting, bee.active, bee.stallBlock, bee.jobs];
    const [id, text = ''] = listOf(await this.redis.eval(OLDEST_UNTAKEN, keys.length, ...keys));
    return id === undefined ? undefined : `${id} ${text}`;
  }

  /** The text of a job that this process runs; `null` if there is none. */
  async reread(id: string): Promise<string | null> {
    const { bee } = this.names;
    const text = await this.redis.eval(REREAD, 2, bee.stalling, bee.jobs, id);
    return typeof text === 'string' ? text : null;
  }

  /** Moves a job that this process runs to the dead ones. Resolves with whether this process was still running it. */
  async moveToDead(job: DeadJob): Promise<boolean> {
    const { bee, dead } = this.names;
    const keys = [bee.active, bee.stalling, bee.failed, dead];
    return (await this.redis.eval(MOVE_TO_DEAD, keys.length, ...keys, job.id, stringifyJson(job))) === 1;
  }

  async recordDeath(job: DeadJob): Promise<void> {
    await this.redis.hset(this.names.dead, job.id, stringifyJson(job));
  }

  /** Deletes dead jobs: all if `ids` is empty. Resolves with how many. */
  async dropDead(ids: readonly string[]): Promise<number> {
    const { bee, dead } = this.names;
    return numberOf(await this.redis.eval(DROP_DEAD, 3, bee.failed, dead, bee.jobs, ...ids));
  }

  /** All dead jobs, sorted by id. */
  async dead(): Promise<readonly DeadJob[]> {
    const ids = (await this.redis.smembers(this.names.bee.failed)).sort();
    if (ids.length === 0) return [];
    const texts = await this.redis.hmget(this.names.dead, ...ids);
    return ids.map((id, index) => deadJobOf(id, texts[index] ?? ''));
  }
}

/** The state of a job, from what the script {@link FIND} returns for it. */
function statusOf(id: string, [place, text = '', due]: readonly string[]): JobStatus | undefined {
  if (place === undefined) return undefined;
  if (place === 'failed') return { state: 'failed', reason: deadJobOf(id, text).publicReason, nextTry: null };
  const options = readKeptJob(text)?.options;
  const [starts, reason] = [options?.[ATTEMPTS] ?? 0, options?.[LAST_REASON] ?? null];
  const nextTry = place === 'delayed' ? formatInstant(instantOfMillis(Number(due))) : null;
  const state = place === 'active' ? 'running' : starts > 0 ? 'retrying' : 'waiting';
  return { state, reason, nextTry };
}

/** Parses a dead job. An unreadable or missing text gives a placeholder, so that it does not hide the others. */
function deadJobOf(id: string, text: string): DeadJob {
  try {
    return decode(DeadJob, parseJson(text));
  } catch (error) {
    if (!(error instanceof SyntaxError) && !isMemexError(error, 'malformed')) throw error;
    const reason = 'unknown: the stored reason cannot be read';
    return {
      id,
      work: null,
      attempts: 0,
      reason,
      publicReason: reason,
      diedAt: formatInstant(instantOfMillis(0)),
    };
  }
}

function listOf(answer: unknown): readonly string[] {
  return Array.isArray(answer) ? answer.map(String) : [];
}

function numberOf(answer: unknown): number {
  return typeof answer === 'number' ? answer : 0;
}
