import type { Span } from '../config/index-names.js';
import type { Answer, Inquiry, Search, Selection } from './inquiry.js';

/** Selects what lies within a span. */
export type Spanning = (span: Span) => Selection;

/**
 * Asks a question whose searches look at parts of time, in order: neighbours that count the same are packed into one search, `most`
 * at most, which costs far less than one for each.
 */
export function* inPacks<T>(inquiry: Inquiry<T>, spanning: Spanning, most: number): Inquiry<T> {
  let step = inquiry.next([]);
  while (step.done !== true) {
    const packs = packsOf(step.value, most);
    const answers = yield packs.map((pack) => packed(pack, spanning));
    step = inquiry.next(packs.flatMap((pack, index) => unpacked(pack, answers[index])));
  }
  return step.value;
}

type Pack = readonly [Search, ...Search[]];

function packsOf(searches: readonly Search[], most: number): readonly Pack[] {
  const packs: [Search, ...Search[]][] = [];
  for (const search of searches) {
    const pack = packs.at(-1);
    if (pack !== undefined && pack.length < most && countsOf(pack[0]) === countsOf(search)) pack.push(search);
    else packs.push([search]);
  }
  return packs;
}

function countsOf({ aggs }: Search): string {
  return JSON.stringify(aggs);
}

function packed(pack: Pack, spanning: Spanning): Search {
  const [first] = pack;
  const last = pack.at(-1);
  if (last === undefined || last === first) return first;
  const ranges = pack.map(({ within: { from, to } }) => ({
    ...(from === undefined ? {} : { from }),
    // A range ends before its end.
    ...(to === undefined ? {} : { to: to + 1 }),
  }));
  return {
    ...spanning({ from: first.within.from, to: last.within.to }),
    aggs: { parts: { range: { field: 'memex.at', ranges }, aggs: { ...first.aggs } } },
  };
}

function unpacked(pack: Pack, answer: Answer | undefined): readonly (Answer | undefined)[] {
  if (pack.length === 1 || answer === undefined) return pack.map(() => answer);
  return pack.map((_, index) => {
    const bucket = answer.aggregations.parts?.buckets?.[index];
    return { found: (bucket?.doc_count ?? 0) > 0, aggregations: bucket ?? {} };
  });
}
