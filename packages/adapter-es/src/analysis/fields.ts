import type { estypes } from '@elastic/elasticsearch';
import type { FieldPath } from '@memex/core/ports';
import { fieldKind } from '@memex/core/toolkit';
import { FORMS, keyOf } from '../document/indexed-values.js';

/** Parts of a message that only the last form of indexed values has. */
const LATELY_INDEXED = /^content\.(?:uri|alternativeText|buttons|cards)\b/;

/** Texts of which the mapping indexes the shorter ones, and the last form of indexed values the others. */
const WITH_LONG_TEXTS: readonly string[] = ['content.value', 'entities.value'];

const EARLIER_FORMS = { terms: { 'memex.form': [FORMS.rounded, FORMS.exact, FORMS.segmented] } };

/** The field whose terms are the distinct values at a path: tokens if {@link hasTokens}. `null` if no message can have a value there. */
export function valuesField(path: FieldPath): string | null {
  if (hasTokens(path)) return tokensField(path);
  switch (fieldKind(path)) {
    case 'text':
      return `${path}.keyword`;
    case 'number':
      return path;
    case 'instant':
      return 'memex.at';
    case 'free':
    case 'part':
      return null;
  }
}

/** Whether the indexed values at a path are written by `tokenOf`. */
export function hasTokens(path: FieldPath): boolean {
  const kind = fieldKind(path);
  return kind === 'free' || (kind !== 'part' && LATELY_INDEXED.test(path));
}

/** The field with the values at a path that are too long for {@link valuesField}. `null` if there are none. */
export function longValuesField(path: FieldPath): string | null {
  return WITH_LONG_TEXTS.includes(path) ? tokensField(path) : null;
}

/** Documents of which the values at a path may not be indexed. */
export function unindexedAt(path: FieldPath): readonly estypes.QueryDslQueryContainer[] {
  return LATELY_INDEXED.test(path) ? [EARLIER_FORMS] : [];
}

/** Documents of which a value at a path is too long, and not indexed otherwise. */
export function unindexedLongAt(path: FieldPath): readonly estypes.QueryDslQueryContainer[] {
  return [{ bool: { filter: [EARLIER_FORMS, { term: { _ignored: `${path}.keyword` } }] } }];
}

function tokensField(path: FieldPath): string {
  return `memex.values.${keyOf(path)}`;
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
