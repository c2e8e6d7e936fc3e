import { startHeartbeat } from '../async/heartbeat.js';
import type { CallOptions } from '../port/call.js';
import type { Startable } from '../port/lifecycle.js';
import type { Clock } from '../time/clock.js';
import type { Timers } from '../time/timers.js';
import { type CronSchedule, dueRunAt, nextRunAt } from './cron-schedule.js';
import type { Schedule } from './schedule.js';

export interface SchedulerSetup {
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly cron: CronSchedule;
  /** Identifies this scheduler. */
  readonly holder: string;
  /** Called when a run is due. Rarely, it is called again for the same run: if a scheduler's process ends before it is done. */
  readonly onDue: (options: CallOptions) => Promise<void>;
  /** Called with the error of each failed run. It is retried within a minute. */
  readonly onError: (error: unknown) => void;
}

/** What happened at a look at the clock. `lost`: it ran, but another scheduler took the lease meanwhile. */
export type RunOutcome = 'not due' | 'another holds it' | 'ran' | 'lost';

/** How long the lease lasts. During a long run it is renewed several times within that. */
const LEASE_MS = 15_000;
const HEARTBEATS_PER_LEASE = 3;

/** Never sleep for longer: clocks may be changed, the machine suspended, and another's lease may expire. */
const MAX_SLEEP_MS = 30_000;

/** Runs on a schedule. Of several schedulers, one runs. A run that was missed is made up for on the same day. */
export class Scheduler implements Startable {
  private cancelLook = (): void => undefined;
  private looking: Promise<unknown> = Promise.resolve();
  private state: 'new' | 'started' | 'stopped' = 'new';

  constructor(private readonly parts: SchedulerSetup) {}

  async start(): Promise<void> {
    if (this.state !== 'new') return;
    this.state = 'started';
    this.look();
  }

  /** Resolves when the current run, if any, has ended. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    this.cancelLook();
    await this.looking;
  }

  /** Looks at the clock once, and runs if a run is due. */
  async tick(): Promise<RunOutcome> {
    const { schedule, holder } = this.parts;
    if ((await this.due()) === undefined) return 'not due';
    if (!(await schedule.hold(holder, LEASE_MS))) return 'another holds it';
    try {
      // Another may have run before the lease was taken. From here on, none can.
      const dueAt = await this.due();
      if (dueAt === undefined) return 'not due';
      await this.runWithHeartbeat();
      return (await schedule.recordRun(holder, dueAt)) ? 'ran' : 'lost';
    } finally {
      await schedule.release(holder);
    }
  }

  private async due() {
    const { cron, clock, schedule } = this.parts;
    return dueRunAt(cron, clock.now(), await schedule.lastRun());
  }

  private look(): void {
    const { onError, timers } = this.parts;
    this.looking = this.tick()
      .catch(onError)
      .then(() => {
        if (this.state === 'started') this.cancelLook = timers.after(this.sleepMs(), () => this.look());
      });
  }

  private sleepMs(): number {
    const { cron, clock } = this.parts;
    const now = clock.now();
    const next = nextRunAt(cron, now);
    const millis = next === undefined ? MAX_SLEEP_MS : Math.ceil((next - now) / 1_000);
    return Math.min(millis, MAX_SLEEP_MS);
  }

  /** Renews the lease during the run. If the lease is lost, the signal aborts the run. */
  private async runWithHeartbeat(): Promise<void> {
    const { schedule, holder, onDue, onError, timers } = this.parts;
    const lost = new AbortController();
    const renew = async (): Promise<void> => {
      if (!(await schedule.hold(holder, LEASE_MS))) lost.abort();
    };
    const intervalMs = LEASE_MS / HEARTBEATS_PER_LEASE;
    const stop = startHeartbeat(renew, { intervalMs, onError, timers });
    try {
      await onDue({ signal: lost.signal });
    } finally {
      await stop();
    }
  }
}
