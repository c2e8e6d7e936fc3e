import * as t from 'io-ts';
import { label } from '../codec/label.js';
import { required, strictRecord } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { timestamp } from '../codec/timestamp.js';
import { instantOf } from '../time/instant.js';

/** Which part of the time until now: `<n>d|w|m|y`, with n from 1 to 9999, `today`, or `all`. Read in any case, kept in lower case. */
export class MovingValueCodec extends t.Type<string, string, unknown> {
  readonly _tag = 'MovingValueCodec';
  /** What the codec accepts once in lower case, for schemas. */
  readonly pattern = '^(?:[1-9][0-9]{0,3}[dwmy]|today|all)$';
  constructor() {
    const form = /^(?:[1-9]\d{0,3}[dwmy]|today|all)$/;
    super(
      'moving value',
      (value): value is string => typeof value === 'string' && form.test(value),
      (value, context) => {
        const folded = typeof value === 'string' ? value.toLowerCase() : '';
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

/** Ends at today's midnight, or now: what it means changes from day to day. */
const MovingTimespan = strictRecord('MovingTimespan', {
  type: required(label('moving', 'default')),
  value: required(new MovingValueCodec()),
});

const FixedTimespan = strictRecord(
  'FixedTimespan',
  { type: required(label('fixed', 'custom')), start: required(timestamp), end: required(timestamp) },
  ({ start, end }) =>
    instantOf(start) > instantOf(end) ? { field: 'start', message: 'must not be after end' } : undefined,
);

/** Which time an analytic looks at. */
export const Timespan = tagged('Timespan', 'type', [MovingTimespan, FixedTimespan]);
export type Timespan = t.TypeOf<typeof Timespan>;
