import type { estypes } from '@elastic/elasticsearch';
import { FORMS, PROSE, wordTermOf } from '../document/indexed-values.js';

type Query = estypes.QueryDslQueryContainer;

/**
 * Matches messages whose text has all words, and all documents whose words are not indexed as they are now: those of earlier formats and of the
 * Python service. These have to be read.
 */
export function mayHaveWords(words: readonly string[]): Query {
  const isIndexed: Query = { term: { 'memex.form': FORMS.segmented } };
  const all = words.map((word): Query => ({ term: { 'memex.words': wordTermOf(PROSE, word) } }));
  return {
    bool: { should: [{ bool: { filter: [isIndexed, ...all] } }, { bool: { must_not: [isIndexed] } }] },
  };
}
