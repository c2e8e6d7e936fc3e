import { field } from './field.js';
import { fulfils } from './fulfils.js';
import type { Outcome } from './message-analysis.js';
import { type Scalar, textOf } from './scalar.js';
import { createTopTerms, type TopTerms } from './terms.js';
import { MAX_IDENTITIES, type TermsMeasure } from './terms-accumulator.js';
import { valuesAt } from './values.js';

/** Takes a message that is in a window. Windows are numbered from 0. */
export type TakeMessage = (message: unknown, window: number) => void;

/** Measures the most frequent values in several walks over the same messages. */
export interface PartedTerms {
  /** Each function takes all messages, before the next one is asked for. */
  walks(): Generator<TakeMessage, void>;
  /** For each window, once all walks are done. */
  outcomes(): readonly Outcome[];
}

/** How many parts there are. Each walk keeps values of one of the first, and users or conversations of one of the second. */
export interface Parts {
  readonly values: number;
  readonly identities: number;
}

/**
 * Finds what `termsAccumulators` find, in bounded memory: each walk keeps only one part of what these would keep. A hash decides which. For a
 * store that can read its messages again.
 */
export function partedTerms(
  { field: path, of, limit, where }: TermsMeasure,
  windows: number,
  parts: Parts,
): PartedTerms {
  const holds = fulfils(where);
  const valuesOf = valuesAt(path);
  const identitiesOf = of === 'messages' ? undefined : valuesAt(field(of));
  const each = <A>(make: () => A): readonly A[] => Array.from({ length: windows }, make);
  const tops: readonly TopTerms[] = each(() => createTopTerms(path, limit));
  const rests = new Float64Array(windows);

  /** Calls `take` with the values of a message, each once, and who it is of. */
  const walking =
    (
      take: (window: number, values: ReadonlyMap<string, Scalar>, who: string | undefined) => void,
    ): TakeMessage =>
    (message, window) => {
      if (!holds(message)) return;
      const values = new Map(valuesOf(message).map((value) => [keyOf(value), value]));
      const [identity] = identitiesOf?.(message) ?? [];
      if (values.size > 0) take(window, values, identity === undefined ? undefined : keyOf(identity));
    };

  function* countValues(part: number): Generator<TakeMessage, void> {
    const counted = each(() => new Map<string, Counted>());
    let values = 0;
    for (let among = 0; among < (identitiesOf === undefined ? 1 : parts.identities); among++) {
      const pairs = new Set<number>();
      const identities = new Map<string, number>();
      yield walking((window, found, who) => {
        const isCounted =
          identitiesOf === undefined || (who !== undefined && partOf(who, parts.identities) === among);
        const one = isCounted && who !== undefined ? numberIn(identities, who) : 0;
        for (const [key, value] of found) {
          if (partOf(key, parts.values) !== part) continue;
          const known = counted[window]?.get(key) ?? { value, count: 0, number: values++ };
          if (known.count === 0) counted[window]?.set(key, known);
          if (isCounted && (identitiesOf === undefined || addNew(pairs, known.number * MAX_IDENTITIES + one)))
            known.count++;
        }
      });
    }
    for (const [window, terms] of counted.entries())
      for (const { value, count } of terms.values()) tops[window]?.add({ value, count });
  }

  function* countRest(among: number, firsts: readonly ReadonlySet<string>[]): Generator<TakeMessage, void> {
    const others = each(() => new Set<string>());
    const isOther = (window: number, who: string | undefined): boolean =>
      identitiesOf === undefined ||
      (who !== undefined && partOf(who, parts.identities) === among && addNew(others[window], who));
    yield walking((window, values, who) => {
      const hasOther = [...values.keys()].some((key) => firsts[window]?.has(key) === false);
      if (hasOther && isOther(window, who)) rests[window] = (rests[window] ?? 0) + 1;
    });
  }

  return {
    *walks() {
      for (let part = 0; part < parts.values; part++) yield* countValues(part);
      if (!tops.some(({ hasRest }) => hasRest)) return;
      const firsts = tops.map((top) => new Set(top.terms().map(({ value }) => keyOf(value))));
      const walks = identitiesOf === undefined ? 1 : parts.identities;
      for (let among = 0; among < walks; among++) yield* countRest(among, firsts);
    },
    outcomes: () =>
      tops.map((top, window) => ({
        answer: 'terms',
        terms: top.terms(),
        rest: top.hasRest ? (rests[window] ?? 0) : null,
      })),
  };
}

interface Counted {
  readonly value: Scalar;
  count: number;
  /** One for each value in a window. */
  readonly number: number;
}

/** The number of a text. A new one gets the next. */
function numberIn(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text) ?? numbers.size;
  if (known === numbers.size) numbers.set(text, known);
  return known;
}

/** Adds to a set; whether it was not there before. */
function addNew<A>(set: Set<A> | undefined, one: A): boolean {
  if (set === undefined || set.has(one)) return false;
  set.add(one);
  return true;
}

/** The same text for the same value, another for every other. */
function keyOf(value: Scalar): string {
  return `${typeof value} ${textOf(value)}`;
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), of the units of a text. */
function partOf(text: string, parts: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % parts;
}
