import type * as t from 'io-ts';
import { label } from '../codec/label.js';
import { identifier, number, text } from '../codec/leaf.js';
import { record, required } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { timestamp } from '../codec/timestamp.js';

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
  readonly delayMillis?: number | undefined;
}

/** A job as it is handed to a handler. */
export interface Delivery {
  readonly id: string;
  readonly work: Work;
  /** Which start of the job this is, from 1; starts that failed and starts that were interrupted count alike. */
  readonly attempt: number;
}

/** A job that was given up. */
export const DeadJob = record('DeadJob', {
  id: required(identifier),
  work: required(Work),
  /** How often it was started. */
  attempts: required(number),
  /** Why the last start failed. */
  reason: required(text),
  diedAt: required(timestamp),
});
export type DeadJob = t.TypeOf<typeof DeadJob>;
