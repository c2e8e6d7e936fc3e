import type { Span } from '../config/index-names.js';
import type { Answer, Search, SearchPlan, Selection } from './search-plan.js';

/** Selects what lies within a span. */
export type Spanning = (span: Span) => Selection;

/**
 * Asks a question whose searches look at parts of time, in order: neighbours that count the same are coalesced into one search, `most`
 * at most, which costs far less than one for each.
 */
export function* coalesced<T>(plan: SearchPlan<T>, spanning: Spanning, most: number): SearchPlan<T> {
  let step = plan.next([]);
  while (step.done !== true) {
    const groups = groupsOf(step.value, most);
    const answers = yield groups.map((group) => coalescedSearch(group, spanning));
    step = plan.next(groups.flatMap((group, index) => answersOf(group, answers[index])));
  }
  return step.value;
}

type SearchGroup = readonly [Search, ...Search[]];

function groupsOf(searches: readonly Search[], most: number): readonly SearchGroup[] {
  const groups: [Search, ...Search[]][] = [];
  for (const search of searches) {
    const group = groups.at(-1);
    if (group !== undefined && group.length < most && countsOf(group[0]) === countsOf(search))
      group.push(search);
    else groups.push([search]);
  }
  return groups;
}

function countsOf({ aggs }: Search): string {
  return JSON.stringify(aggs);
}

function coalescedSearch(group: SearchGroup, spanning: Spanning): Search {
  const [first] = group;
  const last = group.at(-1);
  if (last === undefined || last === first) return first;
  const ranges = group.map(({ within: { from, to } }) => ({
    ...(from === undefined ? {} : { from }),
    // A range ends before its end.
    ...(to === undefined ? {} : { to: to + 1 }),
  }));
  return {
    ...spanning({ from: first.within.from, to: last.within.to }),
    aggs: { parts: { range: { field: 'memex.at', ranges }, aggs: { ...first.aggs } } },
  };
}

function answersOf(group: SearchGroup, answer: Answer | undefined): readonly (Answer | undefined)[] {
  if (group.length === 1 || answer === undefined) return group.map(() => answer);
  return group.map((_, index) => {
    const bucket = answer.aggregations.parts?.buckets?.[index];
    return { found: (bucket?.doc_count ?? 0) > 0, aggregations: bucket ?? {} };
  });
}
