import * as t from 'io-ts';
import { formatInstant, instantOfMillis, parseTimestamp, type Timestamp } from '../time/instant.js';
import { mustBe } from './must-be.js';

/** The message for text that is not a date or time. */
export const NOT_A_TIME = 'must be a date or date-time in ISO 8601 that exists, such as 2026-11-20T10:15:00Z';

/** A date and time in any accepted form, or a `Date`. Decodes to the normal form. */
export class TimestampCodec extends t.Type<Timestamp, string | Date, unknown> {
  readonly _tag = 'TimestampCodec';
  constructor() {
    super(
      'timestamp',
      (value): value is Timestamp => typeof value === 'string' && parseTimestamp(value)?.timestamp === value,
      (value, context) => {
        if (value instanceof Date && !Number.isNaN(value.getTime()))
          return t.success(formatInstant(instantOfMillis(value.getTime())));
        if (typeof value !== 'string') return t.failure(value, context, mustBe('a date-time', value));
        const parsed = parseTimestamp(value);
        return parsed === undefined ? t.failure(value, context, NOT_A_TIME) : t.success(parsed.timestamp);
      },
      t.identity,
    );
  }
}

export const timestamp: TimestampCodec = new TimestampCodec();
