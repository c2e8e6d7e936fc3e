import * as t from 'io-ts';
import { mustBe } from './must-be.js';

/**
 * A codec of values that are either accepted as they are or refused. `expected` completes the sentence "must be …". If it does not begin with the
 * type of the values, `type` names that, such as `a string`.
 */
export class LeafCodec<A = unknown, K extends string = string> extends t.Type<A, A, unknown> {
  readonly _tag = 'LeafCodec';
  constructor(
    readonly kind: K,
    is: (value: unknown) => value is A,
    readonly expected: string,
    type = expected,
  ) {
    super(
      kind,
      is,
      (value, context) =>
        is(value) ? t.success(value) : t.failure(value, context, mustBe(expected, value, type)),
      t.identity,
    );
  }
}

export const text: LeafCodec<string, 'text'> = new LeafCodec(
  'text',
  (value): value is string => typeof value === 'string',
  'a string',
);

/** A number that a double holds without rounding. */
export const number: LeafCodec<number, 'number'> = new LeafCodec(
  'number',
  (value): value is number => typeof value === 'number' && Number.isFinite(value),
  'a number',
);

/** How many of something there are. */
export const quantity: LeafCodec<number, 'quantity'> = new LeafCodec(
  'quantity',
  (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  'a whole number from 0',
  'a number',
);

export const IDENTIFIER_LENGTH = 512;

/** Identifies something: 1 to 512 characters of well-formed Unicode, without control characters. */
export const identifier: LeafCodec<string, 'identifier'> = new LeafCodec(
  'identifier',
  (value): value is string =>
    typeof value === 'string' &&
    value !== '' &&
    (value.length <= IDENTIFIER_LENGTH ||
      (value.length <= 2 * IDENTIFIER_LENGTH && [...value].length <= IDENTIFIER_LENGTH)) &&
    !UNSAFE.test(value),
  `a string of 1 to ${IDENTIFIER_LENGTH} characters without control characters`,
);

/** Control characters, and halves of surrogate pairs, which engines would all turn into the same character. */
const UNSAFE = /[\p{Cc}\p{Cs}]/u;
