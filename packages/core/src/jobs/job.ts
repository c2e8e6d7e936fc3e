import type * as t from 'io-ts';
import { label } from '../codec/label.js';
import { identifier, number, text } from '../codec/leaf.js';
import { optional, record, required } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { timestamp } from '../codec/timestamp.js';
import type { Timestamp } from '../time/instant.js';

/** What there is to do. A queue keeps it as JSON and reads it back with this codec. */
export const Work = tagged('Work', 'kind', [
  record('UpdateAnalytic', { kind: required(label('update-analytic')), analyticId: required(identifier) }),
]);
export type Work = t.TypeOf<typeof Work>;

/** Work on its way into a queue. */
export interface NewJob {
  /** What the job is known by: at most one of an id waits or runs. */
  readonly id: string;
  readonly work: Work;
  /** How long it waits at least before it is started, in milliseconds; 0 where absent. */
  readonly delayMs?: number | undefined;
}

/** A job as it is handed to a handler. */
export interface Delivery {
  readonly id: string;
  readonly work: Work;
  /** Which start of the job this is, from 1; starts that failed and starts that were interrupted count alike. */
  readonly attempt: number;
  /** Why its last start failed, as clients may know it, if any did: also one before it was dead and enqueued again. */
  readonly lastReason?: string | undefined;
}

/** A job that was given up. */
export const DeadJob = record('DeadJob', {
  id: required(text),
  /** Null where the queue held what is no valid job: it cannot be retried. */
  work: optional(Work),
  /** How often it was started. */
  attempts: required(number),
  /** Why the last start failed, for operators. */
  reason: required(text),
  /** The same for clients; null where it died before this was kept. */
  publicReason: optional(text),
  diedAt: required(timestamp),
});
export type DeadJob = t.TypeOf<typeof DeadJob>;

/** Where a job is that is not done. */
export interface JobStatus {
  /** `retrying`: a start of it failed, and it waits for the next one. `failed`: it is dead. */
  readonly state: 'waiting' | 'running' | 'retrying' | 'failed';
  /** Why its last start failed, as clients may know it; null where none did. */
  readonly reason: string | null;
  /** When its delay is over; null where it has none. */
  readonly nextTry: Timestamp | null;
}
