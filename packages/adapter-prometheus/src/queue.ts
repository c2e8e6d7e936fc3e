import type { JobQueue, QueueDepth } from '@memex/core/ports';
import { instantOfMillis, MICROS_PER_SECOND } from '@memex/core/toolkit';
import { Gauge } from 'prom-client';
import { ifAvailable } from './if-available.js';
import type { Metrics } from './metrics.js';

/**
 * Adds the number of jobs, and how long the oldest has been waiting. The queue is asked each time the metrics are read. While it is
 * unavailable, these metrics are left out.
 */
export function observeQueue(queue: Pick<JobQueue, 'depth'>, { registry }: Metrics): void {
  let asked: Promise<QueueDepth | undefined> | undefined;
  /** Both gauges are collected at the same time, so they share one call. */
  const depthNow = (): Promise<QueueDepth | undefined> => {
    asked ??= ifAvailable(() => queue.depth()).finally(() => {
      asked = undefined;
    });
    return asked;
  };
  new Gauge({
    name: 'memex_queue_jobs',
    help: 'Jobs in the queue, by state.',
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
    help: 'How long the next job has been waiting; 0 if none waits.',
    registers: [registry],
    async collect(): Promise<void> {
      this.remove();
      const depth = await depthNow();
      if (depth?.waiting === 0) this.set(0);
      if (depth?.waitingSince !== undefined) this.set(secondsSince(depth.waitingSince));
    },
  });
}

/** Never negative, although the clocks of machines differ. */
function secondsSince(instant: number): number {
  return Math.max(0, instantOfMillis(Date.now()) - instant) / MICROS_PER_SECOND;
}
