import * as t from 'io-ts';
import { label } from '../codec/label.js';
import { Mismatch, required, strictRecord } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { timestamp } from '../codec/timestamp.js';
import { instantOf } from '../time/instant.js';

/**
 * A window that ends now: `<n>d|w|m|y` with n from 1 to 9999, `today`, or `all`. It is accepted in any case and with leading
 * zeros, and stored in lower case without them.
 */
export class MovingValueCodec extends t.Type<string, string, unknown> {
  readonly _tag = 'MovingValueCodec';
  /** The decoded form, for schemas. */
  readonly pattern = '^(?:[1-9][0-9]{0,3}[dwmy]|today|all)$';
  /** The accepted form, once in lower case. */
  readonly inputPattern = '^(?:0*[1-9][0-9]{0,3}[dwmy]|today|all)$';
  constructor() {
    const form = /^(?:[1-9]\d{0,3}[dwmy]|today|all)$/;
    super(
      'moving value',
      (value): value is string => typeof value === 'string' && form.test(value),
      (value, context) => {
        const folded = typeof value === 'string' ? value.toLowerCase().replace(/^0+(?=[1-9])/, '') : '';
        return form.test(folded)
          ? t.success(folded)
          : t.failure(
              value,
              context,
              'must be <n>d, <n>w, <n>m or <n>y with n from 1 to 9999, today, or all',
            );
      },
      t.identity,
    );
  }
}

/** Ends at today's midnight, or now. So its meaning changes from day to day. */
const MovingTimespan = strictRecord('MovingTimespan', {
  type: required(label('moving', 'default')),
  value: required(new MovingValueCodec()),
});

const FixedTimespan = strictRecord(
  'FixedTimespan',
  { type: required(label('fixed', 'custom')), start: required(timestamp), end: required(timestamp) },
  (span) =>
    instantOf(span.start) > instantOf(span.end) ? new Mismatch('start', 'must not be after end') : span,
);

/** The window of an analytic. */
export const Timespan = tagged('Timespan', 'type', [MovingTimespan, FixedTimespan]);
export type Timespan = t.TypeOf<typeof Timespan>;
