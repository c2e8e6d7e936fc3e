import type { Term } from '@memex/core/ports';
import { createTopTerms, type Scalar, type TermsMeasure } from '@memex/core/toolkit';
import { scalarOfToken, tokenOf } from '../document/indexed-values.js';
import { hasTokens } from './fields.js';
import { NotIndexedError } from './not-indexed.js';

/** A value as the index has it: values of metadata are there with their types (see `tokenOf`). */
export type Key = string | number;

/** Finds the first of many values by their keys. */
export interface TopKeys {
  /** Give it each key once. */
  add(key: Key, count: number): void;
  /** Forgets what was added. */
  clear(): void;
  /** @throws NotIndexedError if the index does not have the text of a value that may be among the first. */
  found(): { readonly terms: readonly Term[]; readonly keys: readonly Key[]; readonly hasRest: boolean };
}

export function createTopKeys({ field, limit }: TermsMeasure): TopKeys {
  const isToken = hasTokens(field);
  const scalarOf = (key: Key): Scalar | undefined => (isToken ? scalarOfToken(String(key)) : key);
  let top = createTopTerms(field, limit);
  /** The most that have one value whose text is not in the index. */
  let unknown = NONE;
  return {
    add: (key, count) => {
      const value = scalarOf(key);
      if (value === undefined) unknown = Math.max(unknown, count);
      else top.add({ value, count });
    },
    clear: () => {
      top = createTopTerms(field, limit);
      unknown = NONE;
    },
    found: () => {
      const terms = top.terms();
      const least = terms.length < limit ? 0 : (terms.at(-1)?.count ?? 0);
      if (unknown >= least) throw new NotIndexedError(`the index does not have every text of ${field}`);
      const keys = terms.map(({ value }) => keyOf(value, isToken));
      return { terms, keys, hasRest: top.hasRest || unknown !== NONE };
    },
  };
}

const NONE = -1;

function keyOf(value: Scalar, isToken: boolean): Key {
  return isToken || typeof value === 'object' || typeof value === 'boolean' ? tokenOf(value) : value;
}
