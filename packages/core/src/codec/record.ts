import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { MAX_ISSUES } from '../errors/issue.js';
import { isCodec } from './is-codec.js';
import { appendKey } from './issues.js';
import type { LabelCodec } from './label.js';
import type { LeafCodec } from './leaf.js';
import { mustBe } from './must-be.js';

/** A field that must be present and not null. */
export interface RequiredField<C extends t.Mixed> {
  readonly codec: C;
}

/** A field that may be missing or null. In that case it has the value `fallback`. */
export interface OptionalField<C extends t.Mixed, B> {
  readonly codec: C;
  readonly fallback: B;
}

export type Fields = Readonly<Record<string, RequiredField<t.Mixed> | OptionalField<t.Mixed, unknown>>>;

export function required<C extends t.Mixed>(codec: C): RequiredField<C> {
  return { codec };
}

/** A field that is null if absent. */
export function optional<C extends t.Mixed>(codec: C): OptionalField<C, null> {
  return { codec, fallback: null };
}

/** A field that is omitted if absent. */
export function omittable<C extends t.Mixed>(codec: C): OptionalField<C, undefined> {
  return { codec, fallback: undefined };
}

/** A field with a default value. */
export function defaulting<C extends t.Mixed, B extends t.TypeOf<C>>(
  codec: C,
  fallback: B,
): OptionalField<C, B> {
  return { codec, fallback };
}

/** A list that is empty if absent. */
export function optionalList<C extends t.Mixed>(codec: C): OptionalField<C, readonly []> {
  return { codec, fallback: [] };
}

type FieldValue<F> =
  F extends OptionalField<infer C, infer B>
    ? t.TypeOf<C> | B
    : F extends RequiredField<infer C>
      ? t.TypeOf<C>
      : never;

type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalField<t.Mixed, unknown> ? K : never;
}[keyof F];

/** The decoded record: all of its fields, and nothing else. */
export type RecordValue<F extends Fields> = { readonly [K in keyof F]: FieldValue<F[K]> };

/** A record as it can be sent. */
export type RecordInput<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: t.OutputOf<F[K]['codec']>;
} & { readonly [K in OptionalKeys<F>]?: t.OutputOf<F[K]['codec']> | null | undefined };

/** An issue of several well-formed fields together, and the field that it is reported for. */
export class Mismatch {
  constructor(
    readonly field: string,
    readonly message: string,
  ) {}
}

/**
 * Checks the fields of a record together, once each is well-formed. Returns the record in its normal form, or what is wrong.
 */
export type Complete<F extends Fields> = (value: RecordValue<F>) => RecordValue<F> | Mismatch;

/**
 * What to do with unknown fields. Old clients send messages and logs with extra fields, which are dropped. In a query, a
 * misspelt field would widen what is found or deleted, so it is refused.
 */
export type UnknownFields = 'drop' | 'refuse';

/**
 * An object with known fields. Decoding reports all issues, drops or refuses unknown fields, and orders the fields as given
 * here, so that equal records have equal JSON. `complete` checks the fields together.
 */
export class RecordCodec<F extends Fields = Fields> extends t.Type<RecordValue<F>, RecordInput<F>, unknown> {
  readonly _tag = 'RecordCodec';
  constructor(
    name: string,
    readonly fields: F,
    readonly complete: Complete<F> = (value) => value,
    readonly unknownFields: UnknownFields = 'drop',
  ) {
    const entries = Object.entries(fields).map(entryOf);
    super(
      name,
      (value): value is RecordValue<F> =>
        isObject(value) && entries.every(({ key, field }) => fieldHolds(field, value[key])),
      (value, context) => {
        if (!isObject(value)) return refuse(value, context);
        const errors = unknownFields === 'refuse' ? unknownIssues(fields, value, context) : [];
        const decoded = decodeFields<RecordValue<F>>(entries, value, context, errors);
        if (isLeft(decoded)) return decoded;
        const completed = complete(decoded.right);
        if (!(completed instanceof Mismatch)) return t.success(completed);
        const { field, message } = completed;
        return t.failure(value[field], appendKey(context, field), message);
      },
      t.identity,
    );
  }
}

export function record<F extends Fields>(name: string, fields: F, complete?: Complete<F>): RecordCodec<F> {
  return new RecordCodec(name, fields, complete);
}

/** A record that refuses unknown fields: for queries and definitions. */
export function strictRecord<F extends Fields>(
  name: string,
  fields: F,
  complete?: Complete<F>,
): RecordCodec<F> {
  return new RecordCodec(name, fields, complete, 'refuse');
}

/** The message of an issue whose path is an unknown name. It lists the known ones. */
export function unknownName(what: 'field' | 'parameter', known: readonly string[]): string {
  return `is not a known ${what}; ${known.length === 0 ? 'there are none' : `known: ${known.join(', ')}`}`;
}

interface FieldEntry {
  readonly key: string;
  readonly field: Fields[string];
  /** Whether a value decodes to itself. Most values do, and need no decoding. */
  readonly isPlain: (value: unknown) => boolean;
}

function entryOf([key, field]: readonly [string, Fields[string]]): FieldEntry {
  const { codec } = field;
  return {
    key,
    field,
    isPlain:
      isCodec<LeafCodec>(codec, 'LeafCodec') || isCodec<LabelCodec>(codec, 'LabelCodec') ? codec.is : never,
  };
}

function never(): boolean {
  return false;
}

function fieldHolds(field: Fields[string], value: unknown): boolean {
  return field.codec.is(value) || ('fallback' in field && value === field.fallback);
}

function decodeFields<A>(
  entries: readonly FieldEntry[],
  input: UnknownObject,
  context: t.Context,
  errors: t.Errors,
): t.Validation<A> {
  const output: Record<string, unknown> = {};
  for (const { key, field, isPlain } of entries) {
    const value = input[key];
    if (isPlain(value)) {
      output[key] = value;
    } else if (value === undefined || value === null) {
      if (!('fallback' in field)) errors.push(issue(value, appendKey(context, key), 'is required'));
      else if (field.fallback !== undefined) output[key] = field.fallback;
    } else {
      const decoded = field.codec.validate(value, appendKey(context, key));
      if (isLeft(decoded)) errors.push(...decoded.left);
      else output[key] = decoded.right;
    }
  }
  return errors.length > 0 ? t.failures(errors) : t.success(output as A);
}

function unknownIssues(fields: Fields, input: UnknownObject, context: t.Context): t.Errors {
  return Object.keys(input)
    .filter((key) => !Object.hasOwn(fields, key))
    .slice(0, MAX_ISSUES)
    .map((key) => issue(undefined, appendKey(context, key), unknownName('field', Object.keys(fields))));
}

type UnknownObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is UnknownObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function refuse<A>(value: unknown, context: t.Context): t.Validation<A> {
  return t.failure(value, context, mustBe('an object', value));
}

function issue(value: unknown, context: t.Context, message: string): t.ValidationError {
  return { value, context, message };
}
