import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { MAX_ISSUES } from '../errors/issue.js';
import { appendKey } from './issues.js';
import { mustBe } from './must-be.js';

/** An array with items of one kind. Decoding stops when it has found as many issues as an error reports. */
export class ListCodec<C extends t.Mixed = t.Mixed> extends t.Type<
  readonly t.TypeOf<C>[],
  readonly t.OutputOf<C>[],
  unknown
> {
  readonly _tag = 'ListCodec';
  constructor(readonly item: C) {
    super(
      `list of ${item.name}`,
      (value): value is readonly t.TypeOf<C>[] => Array.isArray(value) && value.every(item.is),
      (value, context) =>
        Array.isArray(value)
          ? decodeItems(item, value, context)
          : t.failure(value, context, mustBe('an array', value)),
      t.identity,
    );
  }
}

export function list<C extends t.Mixed>(item: C): ListCodec<C> {
  return new ListCodec(item);
}

function decodeItems<C extends t.Mixed>(
  item: C,
  input: readonly unknown[],
  context: t.Context,
): t.Validation<readonly t.TypeOf<C>[]> {
  const output: t.TypeOf<C>[] = [];
  const errors: t.Errors = [];
  for (let index = 0; index < input.length && errors.length < MAX_ISSUES; index++) {
    const value = input[index];
    const decoded = item.validate(value, appendKey(context, String(index)));
    if (isLeft(decoded)) errors.push(...decoded.left);
    else output.push(decoded.right);
  }
  return errors.length > 0 ? t.failures(errors) : t.success(output);
}
