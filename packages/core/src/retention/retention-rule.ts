import type * as t from 'io-ts';
import { identifier, LeafCodec } from '../codec/leaf.js';
import { record, required, strictRecord } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import type { Instant } from '../time/instant.js';
import { localDate, startOfDate, type TimeZone } from '../time/zone.js';

const FORM = /^[1-9]\d{0,3}d$/;

/** A number of whole days, such as `90d`. */
const period: LeafCodec<string, 'retention period'> = new LeafCodec(
  'retention period',
  (value): value is string => typeof value === 'string' && FORM.test(value),
  'a number of days from 1d to 9999d, such as 90d',
  'a string',
);

/** How long the messages and logs of a project are kept, as clients send it. */
export const RetentionInput = strictRecord('RetentionPeriod', { period: required(period) });
export type RetentionInput = t.OutputOf<typeof RetentionInput>;

/** The project whose rule is meant. */
export const RetentionQuery = strictRecord('RetentionQuery', { project: required(identifier) });
export type RetentionQuery = t.OutputOf<typeof RetentionQuery>;

/** How long the messages and logs of a project are kept. */
export const RetentionRule = record('RetentionRule', {
  project: required(identifier),
  period: required(period),
  /** The first instant that is kept, if the rule is applied now. */
  before: required(timestamp),
});
export type RetentionRule = t.TypeOf<typeof RetentionRule>;

/** The first instant that is kept: the midnight that began the day as many days before today, on the calendar of a zone. */
export function firstKept(days: string, now: Instant, zone: TimeZone): Instant {
  return startOfDate(localDate(now, zone).subtract({ days: Number.parseInt(days, 10) }), zone);
}
