import type { FieldPath } from '@memex/core/ports';
import { fieldKind } from '@memex/core/toolkit';
import { keyOf } from '../document/indexed-values.js';
import { NotIndexedError } from './not-indexed.js';

/** Parts of a message that are stored and not indexed. */
const UNINDEXED = /^content\.(?:uri|alternativeText|buttons|cards)\b/;

/**
 * The field whose terms are the distinct values at a path. `null` if no message can have a value there.
 *
 * @throws NotIndexedError if the values are not indexed.
 */
export function valuesField(path: FieldPath): string | null {
  if (UNINDEXED.test(path)) throw new NotIndexedError(`${path} is not indexed`);
  switch (fieldKind(path)) {
    case 'text':
      return `${path}.keyword`;
    case 'number':
      return path;
    case 'instant':
      return 'memex.at';
    case 'free':
      return `memex.values.${keyOf(path)}`;
    case 'part':
      return null;
  }
}

/** The field with the numbers at a path, including repeated ones. `null` if no message can have a number there. */
export function numbersField(path: FieldPath): string | null {
  switch (fieldKind(path)) {
    case 'number':
      return path;
    case 'free':
      return `memex.numbers.${keyOf(path)}`;
    default:
      return null;
  }
}
