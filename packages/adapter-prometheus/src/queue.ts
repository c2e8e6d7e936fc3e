import type { JobQueue, QueueDepth } from '@memex/core/ports';
import { instantOfMillis, MICROS_PER_SECOND } from '@memex/core/toolkit';
import { Gauge } from 'prom-client';
import { ifAvailable } from './if-available.js';
import type { Metrics } from './metrics.js';

/**
 * Tells how many jobs there are, and how long the oldest has been waiting, each time the metrics are read. While the queue is away, nothing
 * is told of them.
 */
export function observeQueue(queue: Pick<JobQueue, 'depth'>, { registry }: Metrics): void {
  let asked: Promise<QueueDepth | undefined> | undefined;
  /** All metrics are collected at the same time: one question serves both. */
  const depthNow = (): Promise<QueueDepth | undefined> => {
    asked ??= ifAvailable(() => queue.depth()).finally(() => {
      asked = undefined;
    });
    return asked;
  };
  new Gauge({
    name: 'memex_queue_jobs',
    help: 'Jobs in the queue, by what they are waiting for.',
    labelNames: ['state'],
    registers: [registry],
    async collect(): Promise<void> {
      this.reset();
      const depth = await depthNow();
      if (depth === undefined) return;
      const { waiting, delayed, active, dead } = depth;
      for (const [state, count] of Object.entries({ waiting, delayed, active, dead }))
        this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'memex_jobs_oldest_waiting_seconds',
    help: 'How long the job that is started next has been waiting; 0 where none waits.',
    registers: [registry],
    async collect(): Promise<void> {
      this.remove();
      const depth = await depthNow();
      if (depth?.waiting === 0) this.set(0);
      if (depth?.waitingSince !== undefined) this.set(secondsSince(depth.waitingSince));
    },
  });
}

/** Clocks of machines differ: never less than 0. */
function secondsSince(instant: number): number {
  return Math.max(0, instantOfMillis(Date.now()) - instant) / MICROS_PER_SECOND;
}
