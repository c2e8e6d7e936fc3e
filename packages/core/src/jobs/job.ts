import type * as t from 'io-ts';
import { label } from '../codec/label.js';
import { identifier, number, text } from '../codec/leaf.js';
import { optional, record, required } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { timestamp } from '../codec/timestamp.js';
import type { Timestamp } from '../time/instant.js';

/** What a job does. A queue stores it as JSON, and reads it back with this codec. */
export const Work = tagged('Work', 'kind', [
  record('UpdateAnalytic', { kind: required(label('update-analytic')), analyticId: required(identifier) }),
  record('ApplyRetention', { kind: required(label('apply-retention')) }),
]);
export type Work = t.TypeOf<typeof Work>;

/** A job to be enqueued. */
export interface NewJob {
  /** Identifies the job. At most one job with an id is waiting or running. */
  readonly id: string;
  readonly work: Work;
  /** Least delay before the first attempt, in milliseconds; 0 by default. */
  readonly delayMs?: number | undefined;
}

/** A job as its handler gets it. */
export interface Delivery {
  readonly id: string;
  readonly work: Work;
  /** The number of this attempt, from 1. Failed and interrupted attempts both count. */
  readonly attempt: number;
  /** Why the previous attempt failed, as far as clients may know. It survives the death of a job that is enqueued again. */
  readonly lastReason?: string | undefined;
}

/** A job that was given up. */
export const DeadJob = record('DeadJob', {
  id: required(text),
  /** Null if the queue held something that is not a valid job. It cannot be retried. */
  work: optional(Work),
  /** How often it was attempted. */
  attempts: required(number),
  /** Why the last attempt failed, for operators. */
  reason: required(text),
  /** The same for clients; null if it was stored by a version without it. */
  publicReason: optional(text),
  diedAt: required(timestamp),
});
export type DeadJob = t.TypeOf<typeof DeadJob>;

/** The state of a job that is not done. */
export interface JobStatus {
  /** `retrying`: an attempt failed, and the job waits for the next. `failed`: the job is dead. */
  readonly state: 'waiting' | 'running' | 'retrying' | 'failed';
  /** Why the last attempt failed, as far as clients may know; null if none failed. */
  readonly reason: string | null;
  /** When the delay ends; null without a delay. */
  readonly nextTry: Timestamp | null;
}
