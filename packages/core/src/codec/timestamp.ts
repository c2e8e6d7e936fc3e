import * as t from 'io-ts';
import { parseTimestamp, type Timestamp } from '../time/instant.js';
import { kindOf } from './leaf.js';

/** A date and time in any accepted form; decodes to the normal form. */
export class TimestampCodec extends t.Type<Timestamp, string, unknown> {
  readonly _tag = 'TimestampCodec';
  constructor() {
    super(
      'timestamp',
      (value): value is Timestamp => typeof value === 'string' && parseTimestamp(value)?.timestamp === value,
      (value, context) => {
        if (typeof value !== 'string')
          return t.failure(value, context, `must be a date-time, not ${kindOf(value)}`);
        const parsed = parseTimestamp(value);
        return parsed === undefined
          ? t.failure(value, context, 'must be an ISO 8601 date-time that exists')
          : t.success(parsed.timestamp);
      },
      t.identity,
    );
  }
}

export const timestamp: TimestampCodec = new TimestampCodec();
