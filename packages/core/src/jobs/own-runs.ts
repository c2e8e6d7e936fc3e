import type { Clock } from '../time/clock.js';
import type { Instant } from '../time/instant.js';

/** The latest run that a scheduler of this process did. Others do not tell what they queued. */
export class OwnRuns {
  private latest: { readonly at: Instant; readonly queued: number } | undefined;

  constructor(private readonly clock: Clock) {}

  record(queued: number): void {
    this.latest = { at: this.clock.now(), queued };
  }

  /** How many analytics the run queued that was due at an instant; `undefined` if another process did it. */
  queuedSince(dueAt: Instant): number | undefined {
    return this.latest !== undefined && this.latest.at >= dueAt ? this.latest.queued : undefined;
  }
}
