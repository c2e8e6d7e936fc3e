import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type FieldPath, fieldPath } from './field.js';

/** The seconds from a request to its first response: no field of a message, but aggregated like one. */
export const RESPONSE_TIME = 'responseTime';

/** What an aggregation is of. */
export type MeasuredField = FieldPath | typeof RESPONSE_TIME;

/** The path of a field, or {@link RESPONSE_TIME}. */
export class MeasuredFieldCodec extends t.Type<MeasuredField, string, unknown> {
  readonly _tag = 'MeasuredFieldCodec';
  /** What it takes beside paths. */
  readonly names: readonly string[] = [RESPONSE_TIME];
  constructor() {
    super(
      'measured field',
      (value): value is MeasuredField => value === RESPONSE_TIME || fieldPath.is(value),
      (value, context) => {
        if (value === RESPONSE_TIME) return t.success(value);
        const path = fieldPath.validate(value, context);
        return isRight(path)
          ? path
          : t.failure(
              value,
              context,
              `must be the path of a message field, such as intent.confidence, or ${RESPONSE_TIME}`,
            );
      },
      t.identity,
    );
  }
}
