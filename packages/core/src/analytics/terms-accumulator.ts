import type { Accumulator } from './accumulating.js';
import { field } from './field.js';
import { fulfils } from './fulfils.js';
import type { Measure, Outcome } from './message-analysis.js';
import { createIdentities, type Scalar } from './scalar.js';
import { createTopTerms } from './terms.js';
import { valuesAt } from './values.js';

/** A measure of the most frequent values. */
export type TermsMeasure = Extract<Measure, { readonly measure: 'terms' }>;

/**
 * Creates accumulators that count who has which value. Values and identities are numbered, and a pair of them is stored as one
 * number, so that a million pairs take little memory.
 */
export function termsAccumulators({
  field: path,
  of,
  limit,
  where,
}: TermsMeasure): () => Accumulator<unknown> {
  const holds = fulfils(where);
  const valuesOf = valuesAt(path);
  const begin = of === 'messages' ? countMessages : countIdentities(valuesAt(field(of)));
  return () => {
    const values = createNumbering<Scalar>();
    const identityOf = createIdentities();
    const counts: number[] = [];
    const { add, held, others } = begin(counts);
    return {
      add: (message) => {
        if (!holds(message)) return;
        const found = valuesOf(message);
        if (found.length === 0) return;
        add(message, found.length === 1 ? [numberOf(found[0])] : [...new Set(found.map(numberOf))]);
      },
      get held() {
        return { values: values.size(), others: held() };
      },
      outcome: () => outcomeOf(path, limit, [...values.all()], counts, others),
    };
    function numberOf(value: Scalar | undefined): number {
      const number = values.numberOf(identityOf(value ?? ''));
      counts[number] ??= 0;
      return number;
    }
  };
}

/** Counts who has each value. Values are given as their numbers. */
interface Counting {
  add(message: unknown, values: readonly number[]): void;
  /** How many things it keeps besides the values. */
  held(): number;
  /** How many have a value that is not among the first. */
  others(isFirst: (value: number) => boolean): number;
}

function countMessages(counts: number[]): Counting {
  const lists: (readonly number[])[] = [];
  const single: number[] = [];
  return {
    add: (_, values) => {
      for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
      const [first = 0] = values;
      if (values.length === 1) single[first] = (single[first] ?? 0) + 1;
      else lists.push(values);
    },
    held: () => lists.length,
    others: (isFirst) => {
      const ofLists = lists.filter((values) => values.some((value) => !isFirst(value))).length;
      return single.reduce((sum, count, value) => sum + (isFirst(value) ? 0 : count), ofLists);
    },
  };
}

function countIdentities(
  identitiesOf: (message: unknown) => readonly Scalar[],
): (counts: number[]) => Counting {
  return (counts) => {
    const identities = createNumbering<Scalar>();
    const pairs = new Set<number>();
    return {
      add: (message, values) => {
        const [identity] = identitiesOf(message);
        if (identity === undefined) return;
        const who = identities.numberOf(identity);
        for (const value of values) {
          const pair = value * MAX_IDENTITIES + who;
          if (pairs.has(pair)) continue;
          pairs.add(pair);
          counts[value] = (counts[value] ?? 0) + 1;
        }
      },
      held: () => pairs.size,
      others: (isFirst) => {
        const found = new Set<number>();
        for (const pair of pairs)
          if (!isFirst(Math.floor(pair / MAX_IDENTITIES))) found.add(pair % MAX_IDENTITIES);
        return found.size;
      },
    };
  };
}

/** More identities than a map can hold, and few enough for a pair to be an exact number. */
export const MAX_IDENTITIES = 2 ** 26;

function outcomeOf(
  path: TermsMeasure['field'],
  limit: number,
  values: readonly Scalar[],
  counts: readonly number[],
  others: Counting['others'],
): Outcome {
  const top = createTopTerms(path, limit);
  for (const [number, value] of values.entries()) top.add({ value, count: counts[number] ?? 0 });
  const terms = top.terms();
  if (!top.hasRest) return { answer: 'terms', terms, rest: null };
  const first = new Set(terms.map(({ value }) => value));
  return {
    answer: 'terms',
    terms,
    rest: others((number) => {
      const value = values[number];
      return value !== undefined && first.has(value);
    }),
  };
}

/** Numbers values from 0, in the order in which they first occur. */
function createNumbering<V>() {
  const numbers = new Map<V, number>();
  return {
    numberOf: (value: V): number => {
      const known = numbers.get(value);
      if (known !== undefined) return known;
      numbers.set(value, numbers.size);
      return numbers.size - 1;
    },
    all: () => numbers.keys(),
    size: () => numbers.size,
  };
}
