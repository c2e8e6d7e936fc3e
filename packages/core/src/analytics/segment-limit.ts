import * as t from 'io-ts';
import { MAX_SEGMENTS } from './metric.js';

/** The maximum number of segments in a result: an integer. */
export class SegmentLimitCodec extends t.Type<number, number, unknown> {
  readonly _tag = 'SegmentLimitCodec';
  readonly maximum = MAX_SEGMENTS;
  constructor() {
    super(
      'segment limit',
      isLimit,
      (value, context) =>
        isLimit(value)
          ? t.success(value)
          : t.failure(value, context, `must be an integer from 1 to ${MAX_SEGMENTS}`),
      t.identity,
    );
  }
}

function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_SEGMENTS;
}
