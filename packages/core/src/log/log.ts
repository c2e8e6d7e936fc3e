import type * as t from 'io-ts';
import { freeForm } from '../codec/free-form.js';
import { identifier, text } from '../codec/leaf.js';
import { optional, record, required } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';

/** A log entry of a component. */
export const Log = record('Log', {
  logId: required(identifier),
  component: required(text),
  severity: required(text),
  logContent: required(text),
  timestamp: required(timestamp),
  project: required(identifier),
  authority: optional(text),
  botVersion: optional(text),
  metadata: optional(freeForm),
});
export type Log = t.TypeOf<typeof Log>;

/** A log as it can be sent: optional fields may be missing, and times may have any accepted form. */
export type LogInput = t.OutputOf<typeof Log>;
