import type { CallOptions, Schedule } from '@memex/core/ports';
import { type Instant, instantOfMillis, plusMicros } from '@memex/core/toolkit';
import { callWithTimeout, type JobClient } from './job-client.js';

/** A lease and the last run in a SQLite file, shared by the schedulers of several processes. */
export class SqliteSchedule implements Schedule {
  constructor(private readonly client: JobClient) {}

  hold(holder: string, ttlMs: number, options?: CallOptions): Promise<boolean> {
    return callWithTimeout(this.client, { op: 'holdLease', holder, ttlMs }, options);
  }

  release(holder: string, options?: CallOptions): Promise<void> {
    return callWithTimeout(this.client, { op: 'releaseLease', holder }, options);
  }

  async lastRun(options?: CallOptions): Promise<Instant | undefined> {
    const run = await callWithTimeout(this.client, { op: 'lastRun' }, options);
    return run === undefined ? undefined : plusMicros(instantOfMillis(0), run);
  }

  recordRun(holder: string, run: Instant, options?: CallOptions): Promise<boolean> {
    return callWithTimeout(this.client, { op: 'recordRun', holder, run }, options);
  }
}
