import * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { mustBe } from '../codec/must-be.js';
import { Mismatch, type RecordCodec, type RecordValue, required, strictRecord } from '../codec/record.js';
import { NOT_A_TIME } from '../codec/timestamp.js';
import { ExactNumber, numberOfText } from '../json/exact-number.js';
import { wordsOf } from '../text/words.js';
import { parseTimestamp } from '../time/instant.js';
import type { Condition } from './condition.js';
import { type FieldPath, fieldKind, fieldPath } from './field.js';
import { scalarOf } from './scalar.js';

/** A JSON scalar as `parseJson` returns it: numbers have all of their digits. */
type JsonScalar = string | boolean | number | bigint | ExactNumber;

/** A JSON scalar. It is stored as it was sent; `scalarOf` tells what it is compared as. */
export class ScalarCodec extends t.Type<JsonScalar, JsonScalar, unknown> {
  readonly _tag = 'ScalarCodec';
  constructor() {
    super(
      'scalar',
      isScalar,
      (value, context) =>
        isScalar(value)
          ? t.success(value)
          : t.failure(value, context, mustBe('a string, a number or a boolean', value)),
      t.identity,
    );
  }
}

const Operation = labels('FilterOperation', ['gr', 'gre', 'lq', 'lqe', 'term', 'match']);

const FIELDS = {
  field: required(fieldPath),
  operation: required(Operation),
  value: required(new ScalarCodec()),
} as const;

export type Filter = RecordValue<typeof FIELDS>;

/** What a message must match to be counted. */
export const Filter: RecordCodec<typeof FIELDS> = strictRecord('Filter', FIELDS, (sent) => {
  const filter = { ...sent, value: meantBy(sent) };
  const condition = read(filter);
  return condition instanceof Mismatch ? condition : filter;
});

/** The condition of a filter. */
export function conditionOf(filter: Filter): Condition {
  const condition = read(filter);
  if (condition instanceof Mismatch) throw new TypeError('a decoded filter always states a condition');
  return condition;
}

/** Old definitions have numbers as text. If the field can only be a number, the text is stored as one. */
function meantBy({ field, operation, value }: Filter): JsonScalar {
  const number = typeof value === 'string' && takesNumber(field, operation) ? numberOfText(value) : undefined;
  return isScalar(number) ? number : value;
}

function takesNumber(field: FieldPath, operation: Filter['operation']): boolean {
  const kind = fieldKind(field);
  if (operation === 'term') return kind === 'number';
  return operation !== 'match' && kind !== 'instant';
}

function read({ field, operation, value }: Filter): Condition | Mismatch {
  const compared = fieldKind(field) === 'instant' ? instantIn(value) : scalarOf(value);
  if (compared === undefined) return wrong(NOT_A_TIME);
  switch (operation) {
    case 'term':
      return { field, operation, value: compared };
    case 'match':
      return {
        field,
        operation,
        words: wordsOf(value instanceof ExactNumber ? value.literal : String(value)),
      };
    default:
      if (typeof compared === 'string' || typeof compared === 'boolean')
        return wrong(`must be a number where the operation is ${operation}`);
      return { field, operation, value: compared };
  }
}

function wrong(message: string): Mismatch {
  return new Mismatch('value', message);
}

function instantIn(value: JsonScalar): number | undefined {
  return typeof value === 'string' ? parseTimestamp(value)?.instant : undefined;
}

function isScalar(value: unknown): value is JsonScalar {
  return scalarOf(value) !== undefined;
}
