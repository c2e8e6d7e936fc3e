import type { JobQueue } from '@memex/core/ports';
import { Gauge } from 'prom-client';
import { ifAvailable } from './if-available.js';
import type { Metrics } from './metrics.js';

/** Tells how many jobs there are, each time the metrics are read. While the queue is away, nothing is told of them. */
export function observeQueue(queue: Pick<JobQueue, 'depth'>, { registry }: Metrics): void {
  new Gauge({
    name: 'memex_queue_jobs',
    help: 'Jobs in the queue, by what they are waiting for.',
    labelNames: ['state'],
    registers: [registry],
    async collect(): Promise<void> {
      this.reset();
      const depth = await ifAvailable(() => queue.depth());
      for (const [state, count] of Object.entries(depth ?? {})) this.set({ state }, count);
    },
  });
}
