import type { estypes } from '@elastic/elasticsearch';
import type { Span } from '../config/index-names.js';

/** Which documents a search looks at. */
export interface Selection {
  readonly query: estypes.QueryDslQueryContainer;
  /** Documents outside of it do not match: indices that hold none within it need not be asked. */
  readonly within: Span;
}

/** One search of a multi-search: what it looks at, and what it counts. */
export interface Search extends Selection {
  readonly aggs?: Readonly<Partial<Record<keyof Aggregations, estypes.AggregationsAggregationContainer>>>;
}

/** What a search found. */
export interface Answer {
  /** Whether any document matched. */
  readonly found: boolean;
  readonly aggregations: Aggregations;
}

/** What aggregations found, by the names that they were given. */
export interface Aggregations {
  readonly all?: Aggregate;
  readonly different?: Aggregate;
  readonly repeated?: Aggregate;
  readonly several?: Aggregate;
  readonly estimate?: Aggregate;
  readonly present?: Aggregate;
  readonly first?: Aggregate;
  readonly seen?: Aggregate;
  readonly values?: Aggregate;
  readonly numbers?: Aggregate;
  readonly documents?: Aggregate;
  readonly parts?: Aggregate;
}

/** What an aggregation found: those of its parts that are looked at here. */
export interface Aggregate {
  readonly value?: number;
  readonly count?: number;
  readonly doc_count?: number;
  readonly sum_other_doc_count?: number;
  readonly buckets?: readonly Bucket[];
  readonly min?: Double;
  readonly max?: Double;
  readonly sum?: Double;
  readonly sum_of_squares?: Double;
  readonly variance_population?: Double;
}

/** One of the buckets of an aggregation, with what was counted in it. */
export interface Bucket extends Aggregations {
  readonly key: string;
  readonly doc_count: number;
}

/** JSON has no infinity: it comes as a text. */
export type Double = number | string | null;

/**
 * A question that is answered in steps: it yields the searches of a step, gets their answers in order (`undefined` for one that
 * Elasticsearch refused), and returns what it found.
 */
export type SearchPlan<T> = Generator<readonly Search[], T, readonly (Answer | undefined)[]>;

/** Asks several questions at the same time: the searches of one step of all of them are yielded together. */
export function* all<T>(plans: readonly SearchPlan<T>[]): SearchPlan<readonly T[]> {
  let steps = plans.map((plan) => ({ plan, step: plan.next([]) }));
  while (steps.some(({ step }) => step.done !== true)) {
    const asked = steps.map(({ step }) => (step.done === true ? [] : step.value));
    const answers = yield asked.flat();
    let taken = 0;
    steps = steps.map(({ plan, step }, index) => {
      if (step.done === true) return { plan, step };
      const begin = taken;
      taken += asked[index]?.length ?? 0;
      return { plan, step: plan.next(answers.slice(begin, taken)) };
    });
  }
  return steps.flatMap(({ step }) => (step.done === true ? [step.value] : []));
}

/** Answers a question with a function that sends searches, each different one of a step once. */
export async function runPlan<T>(
  plan: SearchPlan<T>,
  send: (searches: readonly Search[]) => Promise<readonly (Answer | undefined)[]>,
): Promise<T> {
  let step = plan.next([]);
  while (step.done !== true) {
    const keys = step.value.map((search) => JSON.stringify(search));
    const different = new Map(step.value.map((search, index) => [keys[index], search]));
    const answers = await send([...different.values()]);
    const byKey = new Map([...different.keys()].map((key, index) => [key, answers[index]]));
    step = plan.next(keys.map((key) => byKey.get(key)));
  }
  return step.value;
}
