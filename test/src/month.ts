import { join } from 'node:path';
import { createSqliteJobs, createSqliteStore } from '@memex/adapter-sqlite';
import { type AnalyticalMemex, createMemex, type Jobs, type MessageInput } from '@memex/core';
import { instantOfMillis } from '@memex/core/toolkit';
import { watchMemory } from './memory.js';
import { until } from './wait.js';

/** November 2025. */
export const DAYS = 30;
const FIRST_DAY = Date.UTC(2025, 10, 1);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Of a day, when the scheduler runs, and when its messages are stored. */
const NIGHT_MS = 4 * HOUR_MS;
const BATCH = 500;
const EVENING_MS = 20 * HOUR_MS;

/** A day of the month, the first of which is 0, as it is written. */
export function dayOf(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

export interface MonthOptions {
  /** How many messages are stored on each day, beside those of the regulars. */
  readonly daily: number;
  /** Users who send a message to each project on each day. */
  readonly regulars: readonly string[];
}

/** A message of the month. */
export interface MonthMessage {
  readonly project: string;
  readonly userId: string;
  readonly type: 'request' | 'response';
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Month {
  readonly messages: readonly MonthMessage[];
  /** Of each night, on which day the analytic of `moved` says it was computed, and how many requests it counted. */
  readonly nights: readonly { readonly computedOn: string; readonly requests: number }[];
  readonly seconds: number;
  /** By how many MiB the memory of this process grew. */
  readonly growth: number;
}

/**
 * Runs a service of an embedded store for a month, on a clock of its own. Each night the real scheduler queues what is due, and the real worker does it: it
 * applies retention and computes an analytic. Each evening new messages are stored.
 */
export async function runMonth(path: string, options: MonthOptions): Promise<Month> {
  let now = FIRST_DAY;
  const clock = { now: () => instantOfMillis(now) };
  const jobs = createSqliteJobs({ file: join(path, 'jobs.db') });
  const memex = createMemex({ store: createSqliteStore({ path, clock }), jobs, clock });
  memex.worker();
  const memory = await watchMemory(process.pid);
  const began = performance.now();
  await memex.start();
  const id = await memex.analytics.define({
    project: 'moved',
    type: 'count',
    dimension: 'message',
    metric: 'requests',
    timespan: { type: 'moving', value: '7d' },
  });
  const nights: { computedOn: string; requests: number }[] = [];
  const messages: MonthMessage[] = [];
  for (let day = 0; day < DAYS; day++) {
    now = FIRST_DAY + day * DAY_MS + NIGHT_MS;
    await runNight(memex, jobs, now);
    const { result } = await memex.analytics.find({ id });
    nights.push({
      computedOn: result?.creationDt.slice(0, 'YYYY-MM-DD'.length) ?? '',
      requests: result?.type === 'count' ? result.count : Number.NaN,
    });
    now = FIRST_DAY + day * DAY_MS + EVENING_MS;
    const today = messagesOf(day, options);
    for (let from = 0; from < today.length; from += BATCH)
      await memex.messages.append(
        today.slice(from, from + BATCH).map((one, place) => inputOf(one, from + place)),
      );
    messages.push(...today);
  }
  await memex.stop();
  const seconds = (performance.now() - began) / 1_000;
  return { messages, nights, seconds, growth: await memory.growth() };
}

async function runNight(memex: AnalyticalMemex, { queue, schedule }: Jobs, now: number): Promise<void> {
  const scheduler = memex.scheduler();
  await scheduler.start();
  await until(
    `the jobs of the night of ${new Date(now).toISOString()}`,
    async () => {
      if ((await schedule.lastRun()) !== instantOfMillis(now)) return undefined;
      const { waiting, delayed, active, dead } = await queue.depth();
      if (dead > 0) throw new Error('a job was given up');
      return waiting + delayed + active === 0 || undefined;
    },
    PATIENCE_MS,
  );
  await scheduler.stop();
}

/** Retention of a million messages deletes tens of thousands in a night. */
const PATIENCE_MS = 120_000;

function messagesOf(day: number, { daily, regulars }: MonthOptions): readonly MonthMessage[] {
  const morning = FIRST_DAY + day * DAY_MS + 8 * HOUR_MS;
  const usual = Array.from({ length: daily }, (_, number) => ({
    project: number % 4 < 2 ? 'moved' : 'fresh',
    userId: `user ${(day * 7 + number) % 400}`,
    type: number % 2 === 0 ? ('request' as const) : ('response' as const),
    at: morning + number * 1_000,
  }));
  const more = regulars.flatMap((userId) =>
    ['moved', 'fresh'].map((project) => ({ project, userId, type: 'request' as const, at: morning })),
  );
  return [...usual, ...more];
}

function inputOf({ project, userId, type, at }: MonthMessage, number: number): MessageInput {
  const messageId = `${at}.${number}`;
  const common = {
    project,
    userId,
    messageId,
    conversationId: userId,
    channel: 'web',
    timestamp: new Date(at),
  };
  const content = { type: 'text', value: `Number ${number}` } as const;
  return type === 'request'
    ? { ...common, type, content }
    : { ...common, type, content, responseTo: messageId };
}
