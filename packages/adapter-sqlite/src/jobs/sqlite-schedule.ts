import type { CallOptions, Schedule } from '@memex/core/ports';
import { type Instant, instantOfMillis, plusMicros } from '@memex/core/toolkit';
import { askSoon, type JobLane } from './job-client.js';

/** A lease and the last firing in a SQLite file, for the schedulers of several processes. */
export class SqliteSchedule implements Schedule {
  constructor(private readonly lane: JobLane) {}

  async hold(holder: string, ttlMillis: number, options?: CallOptions): Promise<boolean> {
    const { held = false } = await askSoon(this.lane, { op: 'hold', holder, ttlMillis }, options);
    return held;
  }

  async release(holder: string, options?: CallOptions): Promise<void> {
    await askSoon(this.lane, { op: 'release', holder }, options);
  }

  async lastFiring(options?: CallOptions): Promise<Instant | undefined> {
    const { lastFiring } = await askSoon(this.lane, { op: 'lastFiring' }, options);
    return lastFiring === undefined ? undefined : plusMicros(instantOfMillis(0), lastFiring);
  }

  async recordFiring(holder: string, firing: Instant, options?: CallOptions): Promise<boolean> {
    const { held = false } = await askSoon(this.lane, { op: 'recordFiring', holder, firing }, options);
    return held;
  }
}
