import * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { kindOf } from '../codec/leaf.js';
import { type Mismatch, required, strictRecord } from '../codec/record.js';
import { parseTimestamp } from '../time/instant.js';
import { type Condition, type Scalar, wordsOf } from './condition.js';
import { fieldKind, fieldPath } from './field.js';

/** A single value of JSON. */
export class ScalarCodec extends t.Type<Scalar, Scalar, unknown> {
  readonly _tag = 'ScalarCodec';
  constructor() {
    super(
      'scalar',
      isScalar,
      (value, context) =>
        isScalar(value)
          ? t.success(value)
          : t.failure(value, context, `must be a string, a number or a boolean, not ${kindOf(value)}`),
      t.identity,
    );
  }
}

const Operation = labels('FilterOperation', ['gr', 'gre', 'lq', 'lqe', 'term', 'match']);

/** What a message must fulfil to be in the scope of an aggregation. */
export const Filter = strictRecord(
  'Filter',
  { field: required(fieldPath), operation: required(Operation), value: required(new ScalarCodec()) },
  (filter) => {
    const condition = read(filter);
    return 'message' in condition ? condition : undefined;
  },
);
export type Filter = t.TypeOf<typeof Filter>;

/** The condition that a filter states. */
export function conditionOf(filter: Filter): Condition {
  const condition = read(filter);
  if ('message' in condition) throw new TypeError('a decoded filter always states a condition');
  return condition;
}

function read({ field, operation, value }: Filter): Condition | Mismatch {
  const compared = fieldKind(field) === 'instant' ? instantIn(value) : value;
  if (compared === undefined) return wrong('must be an ISO 8601 date-time that exists');
  switch (operation) {
    case 'term':
      return { field, operation, value: compared };
    case 'match':
      return { field, operation, words: wordsOf(String(value)) };
    default:
      if (typeof compared !== 'number') return wrong(`must be a number for ${operation}`);
      return { field, operation, value: compared };
  }
}

function wrong(message: string): Mismatch {
  return { field: 'value', message };
}

function instantIn(value: Scalar): number | undefined {
  return typeof value === 'string' ? parseTimestamp(value)?.instant : undefined;
}

function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}
