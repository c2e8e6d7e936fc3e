import type { Span } from '../config/index-names.js';
import type { Answer, Search, Selection } from './search.js';

/** How searches over parts of time are merged. */
export interface Coalescing {
  /** What to search to cover a longer span. */
  readonly selectionOf: (span: Span) => Selection;
  /** How much of a search a part takes. */
  readonly weightOf: (part: Span) => number;
  /** The maximum weight of the parts of one search. A part that is heavier is searched alone. */
  readonly maxWeight: number;
}

/** Parts of one search. */
const MAX_PARTS = 1_000;

/** A search that may be merged with its neighbours. */
export interface Coalescible {
  readonly search: Search;
  /** Searches with the same one are parts of the same series. Not merged if absent. */
  readonly coalescing?: Coalescing;
}

/** Searches that are sent as one. There is more than one only if they have the same `coalescing`. */
export type SearchGroup<T extends Coalescible> = readonly [T, ...T[]];

/** Groups the searches that can be sent as one: neighbours in time that count the same. One search costs far less than many. */
export function groupsOf<T extends Coalescible>(searches: readonly T[]): readonly SearchGroup<T>[] {
  const groups: [T, ...T[]][] = [];
  const open = new Map<Coalescing, { readonly members: [T, ...T[]]; weight: number }>();
  for (const one of searches) {
    const { coalescing } = one;
    const group = coalescing && open.get(coalescing);
    const weight = coalescing === undefined ? 0 : coalescing.weightOf(one.search.within);
    if (
      coalescing !== undefined &&
      group !== undefined &&
      group.weight + weight <= coalescing.maxWeight &&
      canJoin(one, group.members)
    ) {
      group.members.push(one);
      group.weight += weight;
      continue;
    }
    const members: [T, ...T[]] = [one];
    groups.push(members);
    if (coalescing !== undefined) open.set(coalescing, { members, weight });
  }
  return groups;
}

function canJoin<T extends Coalescible>({ search }: T, group: SearchGroup<T>): boolean {
  const last = (group.at(-1) ?? group[0]).search;
  return (
    group.length < MAX_PARTS && isInOrder(last.within, search.within) && countsOf(last) === countsOf(search)
  );
}

/** Whether the second span begins and ends no earlier than the first, so that the span over both is from one to the other. */
function isInOrder(first: Span, second: Span): boolean {
  const [begin, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return (first.from ?? begin) <= (second.from ?? begin) && (first.to ?? end) <= (second.to ?? end);
}

function countsOf({ aggs }: Search): string {
  return JSON.stringify(aggs);
}

/** The one search for a group. */
export function mergedSearch([first, ...others]: SearchGroup<Coalescible>): Search {
  const last = others.at(-1);
  if (last === undefined || first.coalescing === undefined) return first.search;
  const ranges = [first, ...others].map(({ search: { within } }) => ({
    ...(within.from === undefined ? {} : { from: within.from }),
    // The end of a range is exclusive.
    ...(within.to === undefined ? {} : { to: within.to + 1 }),
  }));
  return {
    ...first.coalescing.selectionOf({ from: first.search.within.from, to: last.search.within.to }),
    aggs: { parts: { range: { field: 'memex.at', ranges }, aggs: { ...first.search.aggs } } },
  };
}

/** The answers to the members of a group, from the answer to its search. */
export function splitAnswer(answer: Answer | undefined, members: number): readonly (Answer | undefined)[] {
  if (members === 1 || answer === undefined) return Array.from({ length: members }, () => answer);
  return Array.from({ length: members }, (_, index) => {
    const bucket = answer.aggregations.parts?.buckets?.[index];
    return { found: (bucket?.doc_count ?? 0) > 0, aggregations: bucket ?? {} };
  });
}
