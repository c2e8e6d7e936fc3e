import type { estypes } from '@elastic/elasticsearch';
import { compareCodePoints } from '@memex/core/toolkit';
import type { Key } from './top-keys.js';

type Query = estypes.QueryDslQueryContainer;

/**
 * Matches documents with any other value than some: one that is between two of them in the order of the index. Excluding documents
 * with those values would also exclude documents that have others besides.
 */
export function beside(field: string, keys: readonly Key[]): Query {
  const sorted = [...keys].sort(compareKeys);
  const should = [undefined, ...sorted].map((from, index): Query => {
    const bounds = { ...above(from, field), ...below(sorted[index], field) };
    return { range: { [field]: bounds } };
  });
  return { bool: { should, minimum_should_match: 1 } };
}

/** Elasticsearch wants both bounds for values of metadata. All of them are between these: they begin with their types. */
const FREE_VALUES = 'memex.values.';
const BEFORE_ALL = 'a';
const AFTER_ALL = 'z';

function above(from: Key | undefined, field: string): object {
  if (from !== undefined) return { gt: from };
  return field.startsWith(FREE_VALUES) ? { gt: BEFORE_ALL } : {};
}

function below(to: Key | undefined, field: string): object {
  if (to !== undefined) return { lt: to };
  return field.startsWith(FREE_VALUES) ? { lt: AFTER_ALL } : {};
}

/** Elasticsearch orders texts by their bytes in UTF-8, which is the order of code points. */
function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareCodePoints(String(a), String(b));
}
