import type { Platform } from '../platform/platform.js';
import type { CallOptions } from '../port/call.js';
import type { Clock } from '../time/clock.js';
import type { Timers } from '../time/timers.js';
import type { TimeZone } from '../time/zone.js';
import type { ReportProgress } from './progress.js';
import type { ReportWarning } from './summary.js';

/** What reports are made from. */
export interface ReportPorts extends Platform {
  readonly clock: Clock;
  /** Whose midnights moving windows begin and end at. */
  readonly zone: TimeZone;
  /** Those of the machine where absent. */
  readonly timers?: Timers | undefined;
}

/**
 * What every report takes. When the signal fires the report rejects with `AbortedError`, within a second, and leaves nothing behind in
 * the services that it asked.
 */
export interface ReportOptions extends CallOptions {
  readonly progress?: ReportProgress | undefined;
  /** Is told at once of what could not be removed from a service again: a report that fails has no summary to tell it in. */
  readonly warn?: ((warning: ReportWarning) => void) | undefined;
}
