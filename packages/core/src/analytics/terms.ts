import { compareCodePoints } from '../json/code-points.js';
import { formatInstant, instantOfMicros } from '../time/instant.js';
import { type FieldPath, fieldKind } from './field.js';
import type { Term } from './message-analysis.js';
import { type Scalar, textOf } from './scalar.js';

/**
 * How to show a value of a field: a number or boolean as JSON, an instant in UTC. Values of different types may look the same.
 */
export function labelsOf(field: FieldPath): (value: Scalar) => string {
  if (fieldKind(field) !== 'instant') return textOf;
  return (value) => formatInstant(instantOfMicros(Number(value)));
}

/** The order of the terms of a field: most frequent first, then by label in the order of code points, then by type. */
export function compareTerms(field: FieldPath): (a: Term, b: Term) => number {
  const labelOf = labelsOf(field);
  return (a, b) =>
    b.count - a.count ||
    compareCodePoints(labelOf(a.value), labelOf(b.value)) ||
    compareCodePoints(typeof a.value, typeof b.value);
}

/** The first terms of many, without holding all of them. */
export interface TopTerms<T extends Term = Term> {
  add(term: T): void;
  /** Whether there are more terms than the first ones. */
  readonly hasRest: boolean;
  /** The first terms, in order. */
  terms(): readonly T[];
}

/** Keeps the first terms of a field. Add each value once. */
export function createTopTerms<T extends Term = Term>(field: FieldPath, limit: number): TopTerms<T> {
  const compare = compareTerms(field);
  let kept: T[] = [];
  let least = 0;
  let added = 0;
  const cut = (): void => {
    kept.sort(compare);
    kept = kept.slice(0, limit);
    least = kept.length < limit ? 0 : (kept.at(-1)?.count ?? 0);
  };
  return {
    add: (term) => {
      added++;
      if (term.count < least) return;
      kept.push(term);
      if (kept.length >= ROOM * limit) cut();
    },
    get hasRest() {
      return added > limit;
    },
    terms: () => {
      cut();
      return kept;
    },
  };
}

/** Sorting now and then is cheaper than keeping the terms in order. */
const ROOM = 8;
