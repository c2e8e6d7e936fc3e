import { isLeft } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type Fault, refusal } from '../errors.js';
import { faultsOf } from './faults.js';

/**
 * The value that the codec makes of an input.
 *
 * @throws MalformedError with every fault.
 */
export function decode<A, O>(codec: t.Type<A, O, unknown>, input: unknown): A {
  const decoded = codec.decode(input);
  if (isLeft(decoded)) throw refusal(faultsOf(decoded.left));
  return decoded.right;
}

/** Either the value or the faults of an input; where it is an item of a list, their paths begin with its index. */
export function decodeItem<A, O>(
  codec: t.Type<A, O, unknown>,
  input: unknown,
  index: number | undefined,
): { readonly value: A } | { readonly faults: readonly Fault[] } {
  const decoded = codec.validate(input, [
    { key: index === undefined ? '' : String(index), type: codec, actual: input },
  ]);
  return isLeft(decoded) ? { faults: faultsOf(decoded.left) } : { value: decoded.right };
}
