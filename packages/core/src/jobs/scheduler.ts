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
  /** Names this scheduler among all; no other has the same name. */
  readonly holder: string;
  /** What to do when it is time. It may, rarely, be called again for the same time: when a scheduler ends before it is done. */
  readonly onDue: (options: CallOptions) => Promise<void>;
  /** Told of each run that failed; the next attempt comes within a minute. */
  readonly onError: (error: unknown) => void;
}

/** What came of looking at the clock. `lost`: it ran, and another took the lease meanwhile. */
export type RunOutcome = 'not due' | 'another holds it' | 'ran' | 'lost';

/** A long run keeps its lease by prolonging it this often within its time. */
const LEASE_MS = 15_000;
const HEARTBEATS_PER_LEASE = 3;

/** The longest sleep: clocks are set, machines sleep, and a lease lapses. */
const MAX_SLEEP_MS = 30_000;

/** Runs at its times. Several on one schedule run once; one that was down runs once when it is back, the same day. */
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

  /** Resolves when a run that is under way has ended. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    this.cancelLook();
    await this.looking;
  }

  /** Looks at the clock once, and runs if it is time. */
  async tick(): Promise<RunOutcome> {
    const { schedule, holder } = this.parts;
    if ((await this.due()) === undefined) return 'not due';
    if (!(await schedule.hold(holder, LEASE_MS))) return 'another holds it';
    try {
      // Another may have run since; nobody can from here on.
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

  /** Prolongs the lease while it runs; once the lease is lost, the signal ends the run. */
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
