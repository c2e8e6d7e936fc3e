import { isRight } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Issue } from '../errors/issue.js';
import { malformedWith } from '../errors/malformed.js';
import { issuesOf, UNTRACKED } from './issues.js';

/**
 * Decodes an input.
 *
 * @throws MalformedError with all issues.
 */
export function decode<A, O>(codec: t.Type<A, O, unknown>, input: unknown): A {
  const decoded = decodeItem(codec, input, undefined);
  if ('issues' in decoded) throw malformedWith(decoded.issues);
  return decoded.value;
}

/** Decodes an input into its value or its issues. If it is an item of a list, the paths of its issues start with its index. */
export function decodeItem<A, O>(
  codec: t.Type<A, O, unknown>,
  input: unknown,
  index: number | undefined,
): { readonly value: A } | { readonly issues: readonly Issue[] } {
  const attempt = codec.validate(input, UNTRACKED);
  if (isRight(attempt)) return { value: attempt.right };
  const root = { key: index === undefined ? '' : String(index), type: codec, actual: input };
  const traced = codec.validate(input, [root]);
  return { issues: isRight(traced) ? [] : issuesOf(traced.left) };
}
