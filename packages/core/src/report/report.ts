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
  /** The time zone of moving windows. */
  readonly zone: TimeZone;
  /** Those of this machine by default. */
  readonly timers?: Timers | undefined;
}

/**
 * Options of every report. If the signal fires, the report rejects with `AbortedError` within a second, and leaves nothing
 * behind in the services.
 */
export interface ReportOptions extends CallOptions {
  readonly progress?: ReportProgress | undefined;
  /** Called at once with what could not be removed from a service: a report that fails returns no summary. */
  readonly warn?: ((warning: ReportWarning) => void) | undefined;
}
