import type { Schedule } from '@memex/core/ports';
import { MICROS_PER_SECOND } from '@memex/core/toolkit';
import { Gauge } from 'prom-client';
import { ifAvailable } from './if-available.js';
import type { Metrics } from './metrics.js';

/**
 * Adds the time of the scheduler's last run, in whatever process. The schedule is asked each time the metrics are read. The metric is
 * left out before the first run, and while the schedule is unavailable.
 */
export function observeSchedule(schedule: Pick<Schedule, 'lastRun'>, { registry }: Metrics): void {
  new Gauge({
    name: 'memex_scheduler_last_run_timestamp_seconds',
    help: 'When the last run of the scheduler was due, in any process.',
    registers: [registry],
    async collect(): Promise<void> {
      this.remove();
      const last = await ifAvailable(() => schedule.lastRun());
      if (last !== undefined) this.set(last / MICROS_PER_SECOND);
    },
  });
}
