import { isRight } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type Fault, refusal } from '../errors/errors.js';
import { faultsOf, UNTRACKED } from './faults.js';

/**
 * The value that the codec makes of an input.
 *
 * @throws MalformedError with every fault.
 */
export function decode<A, O>(codec: t.Type<A, O, unknown>, input: unknown): A {
  const decoded = decodeItem(codec, input, undefined);
  if ('faults' in decoded) throw refusal(decoded.faults);
  return decoded.value;
}

/** Either the value or the faults of an input; where it is an item of a list, their paths begin with its index. */
export function decodeItem<A, O>(
  codec: t.Type<A, O, unknown>,
  input: unknown,
  index: number | undefined,
): { readonly value: A } | { readonly faults: readonly Fault[] } {
  const attempt = codec.validate(input, UNTRACKED);
  if (isRight(attempt)) return { value: attempt.right };
  const root = { key: index === undefined ? '' : String(index), type: codec, actual: input };
  const traced = codec.validate(input, [root]);
  return { faults: isRight(traced) ? [] : faultsOf(traced.left) };
}
