import type { Schedule } from '@memex/core/ports';
import { MICROS_PER_SECOND } from '@memex/core/toolkit';
import { Gauge } from 'prom-client';
import { ifAvailable } from './if-available.js';
import type { Metrics } from './metrics.js';

/**
 * Tells when all that was due was last queued, by whichever process, each time the metrics are read. While the schedule is away, and
 * before the first run, nothing is told.
 */
export function observeSchedule(schedule: Pick<Schedule, 'lastRun'>, { registry }: Metrics): void {
  new Gauge({
    name: 'memex_scheduler_last_run_timestamp_seconds',
    help: 'For when the last run of the scheduler, in any process, was due.',
    registers: [registry],
    async collect(): Promise<void> {
      this.remove();
      const last = await ifAvailable(() => schedule.lastRun());
      if (last !== undefined) this.set(last / MICROS_PER_SECOND);
    },
  });
}
