import type { estypes } from '@elastic/elasticsearch';
import type { Condition, FieldPath } from '@memex/core/ports';
import { fieldKind, type Scalar } from '@memex/core/toolkit';
import { FORMS, PROSE, tokenOf, wordTermOf } from '../document/indexed-values.js';
import { hasTokens, numbersField, unindexedAt, valuesField } from './fields.js';
import { NotIndexedError } from './not-indexed.js';
import { rangeOf } from './ranges.js';
import { besideAt, roundedTo } from './rounded.js';

type Query = estypes.QueryDslQueryContainer;

/** A condition as a query, and what the query depends on. */
export interface Translated {
  readonly query: Query;
  /** The field that it searches. */
  readonly field: string | null;
  /** If there is a document that matches one of these, the messages have to be read. */
  readonly undecided: readonly Query[];
}

const NOTHING: Translated = { query: { match_none: {} }, field: null, undecided: [] };

/** @throws NotIndexedError if the values that the condition looks at are not indexed. */
export function translateCondition(condition: Condition): Translated {
  const { field: path } = condition;
  switch (condition.operation) {
    case 'term':
      return equals(path, condition.value);
    case 'match':
      return hasWord(path, condition.words);
    default: {
      const field = fieldKind(path) === 'instant' ? valuesField(path) : numbersField(path);
      if (field === null) return NOTHING;
      const query = rangeOf(field, condition.operation, condition.value);
      return { field, query, undecided: [...besideAt(path, condition.value), ...unindexedAt(path)] };
    }
  }
}

function equals(path: FieldPath, value: Scalar): Translated {
  const kind = fieldKind(path);
  const field = valuesField(path);
  if (field === null) return NOTHING;
  if (hasTokens(path))
    return {
      field,
      query: { term: { [field]: tokenOf(value) } },
      undecided: [...roundedTo(path, value), ...unindexedAt(path)],
    };
  return typeof value !== 'object' && typeof value === (kind === 'text' ? 'string' : 'number')
    ? { field, query: { term: { [field]: value } }, undecided: [] }
    : NOTHING;
}

function hasWord(path: FieldPath, words: readonly string[]): Translated {
  const kind = fieldKind(path);
  if (kind !== 'free' && kind !== 'text') return NOTHING;
  if (kind === 'text' && path !== PROSE) throw new NotIndexedError(`the words of ${path} are not indexed`);
  const query = { terms: { 'memex.words': words.map((word) => wordTermOf(path, word)) } };
  return { field: null, query, undecided: [OTHER_WORDS, ...unindexedAt(path)] };
}

/** Documents whose words are indexed otherwise. */
const OTHER_WORDS: Query = { terms: { 'memex.form': [FORMS.rounded, FORMS.exact] } };
