import type { Schedule } from '../jobs/schedule.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import { type Instant, plusMicros } from '../time/instant.js';

/** A schedule for the schedulers of one process. */
export class MemorySchedule implements Schedule {
  private lease: { readonly holder: string; readonly until: Instant } | undefined;
  private last: Instant | undefined;

  constructor(private readonly clock: Clock = systemClock) {}

  async hold(holder: string, ttlMs: number, options?: CallOptions): Promise<boolean> {
    throwIfAborted(options);
    const current = this.current();
    if (current !== undefined && current !== holder) return false;
    this.lease = { holder, until: plusMicros(this.clock.now(), ttlMs * 1_000) };
    return true;
  }

  async release(holder: string, options?: CallOptions): Promise<void> {
    throwIfAborted(options);
    if (this.current() === holder) this.lease = undefined;
  }

  async lastRun(options?: CallOptions): Promise<Instant | undefined> {
    throwIfAborted(options);
    return this.last;
  }

  async recordRun(holder: string, dueAt: Instant, options?: CallOptions): Promise<boolean> {
    throwIfAborted(options);
    if (this.current() !== holder) return false;
    if (this.last === undefined || dueAt > this.last) this.last = dueAt;
    return true;
  }

  private current(): string | undefined {
    return this.lease !== undefined && this.lease.until > this.clock.now() ? this.lease.holder : undefined;
  }
}
