import type { CallOptions } from '../call.js';
import type { Startable } from '../lifecycle.js';
import type { Clock } from '../time/clock.js';
import type { Timers } from '../time/timers.js';
import { dueFiring, nextFiring, type Timing } from './firing.js';
import type { Schedule } from './schedule.js';

export interface BeatParts {
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly timing: Timing;
  /** Names this scheduler among all; no other has the same name. */
  readonly holder: string;
  /** What to do when it is time. It may, rarely, be called again for the same firing: when a scheduler ends before it is done. */
  readonly fire: (options: CallOptions) => Promise<void>;
  /** Told of each attempt to fire that failed; the next one comes within a minute. */
  readonly onError: (error: unknown) => void;
}

/** What came of looking at the clock. `lost`: it fired, and another took the lease meanwhile. */
export type BeatOutcome = 'not due' | 'another holds it' | 'fired' | 'lost';

/** The lease outlives a firing that takes long by being prolonged this often within its time. */
const LEASE_MILLIS = 15_000;
const HEARTBEATS_PER_LEASE = 3;

/** The longest sleep: clocks are set, machines sleep, and a lease lapses. */
const LONGEST_SLEEP_MILLIS = 30_000;

/** Fires at its times. Several on one schedule fire once; one that was down fires once when it is back, the same day. */
export class Beat implements Startable {
  private cancelLook = (): void => undefined;
  private looking: Promise<unknown> = Promise.resolve();
  private state: 'new' | 'started' | 'stopped' = 'new';

  constructor(private readonly parts: BeatParts) {}

  async start(): Promise<void> {
    if (this.state !== 'new') return;
    this.state = 'started';
    this.look();
  }

  /** Resolves when a firing that is under way has ended. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    this.cancelLook();
    await this.looking;
  }

  /** Looks at the clock once, and fires if it is time. */
  async tick(): Promise<BeatOutcome> {
    const { schedule, holder } = this.parts;
    if ((await this.due()) === undefined) return 'not due';
    if (!(await schedule.hold(holder, LEASE_MILLIS))) return 'another holds it';
    try {
      // Another may have fired since; nobody can from here on.
      const firing = await this.due();
      if (firing === undefined) return 'not due';
      await this.fireWithHeartbeat();
      return (await schedule.recordFiring(holder, firing)) ? 'fired' : 'lost';
    } finally {
      await schedule.release(holder);
    }
  }

  private async due() {
    const { timing, clock, schedule } = this.parts;
    return dueFiring(timing, clock.now(), await schedule.lastFiring());
  }

  private look(): void {
    const { onError, timers } = this.parts;
    this.looking = this.tick()
      .catch(onError)
      .then(() => {
        if (this.state === 'started') this.cancelLook = timers.after(this.sleepMillis(), () => this.look());
      });
  }

  private sleepMillis(): number {
    const { timing, clock } = this.parts;
    const now = clock.now();
    const next = nextFiring(timing, now);
    const millis = next === undefined ? LONGEST_SLEEP_MILLIS : Math.ceil((next - now) / 1_000);
    return Math.min(millis, LONGEST_SLEEP_MILLIS);
  }

  /** Prolongs the lease while it fires; once the lease is lost, the signal ends the firing. */
  private async fireWithHeartbeat(): Promise<void> {
    const { schedule, holder, fire, onError, timers } = this.parts;
    const lost = new AbortController();
    let cancel = (): void => undefined;
    const beatLater = (): void => {
      cancel = timers.after(LEASE_MILLIS / HEARTBEATS_PER_LEASE, () => {
        beatLater();
        schedule
          .hold(holder, LEASE_MILLIS)
          .then((held) => held || lost.abort())
          .catch(onError);
      });
    };
    beatLater();
    try {
      await fire({ signal: lost.signal });
    } finally {
      cancel();
    }
  }
}
