import type { Analysis, IdentityField, TimeWindow } from '@memex/core/ports';
import { type Instant, instantOfMillis, plusMicros } from '@memex/core/toolkit';
import { isWithin } from './accumulators.js';
import { counted } from './distinct.js';
import { inPartitions, type Partition, termsWithin } from './partitions.js';
import { aggregationsOf, narrowed, type Scope, selectionOf } from './scope.js';
import type { SearchPlan } from './search-plan.js';

/** Terms of one search, and of one query: Elasticsearch allows 65,536 of either. */
const TERMS = 50_000;

const EPOCH = instantOfMillis(0);

/**
 * How many values have their earliest message in each part: of those that the window has, with their first instants in it, those are
 * left out that are on a message before it. What this costs follows the window; how long the history is hardly matters.
 */
export function* firstSeen(identity: IdentityField, scope: Scope): SearchPlan<Analysis> {
  const field = `${identity}.keyword`;
  const pages = yield* inPartitions((partition) => newcomers(field, scope, partition));
  const instants = pages.flat();
  const [total, ...series] = scope.parts.map((part) =>
    counted(instants.filter((at) => isWithin(at, part)).length),
  );
  if (total === undefined) throw new TypeError('the whole window has an outcome');
  return { total, series };
}

/** The first instants of those in a partition that are new in the window; `undefined` where the partition is too large. */
function* newcomers(
  field: string,
  { project, parts: [window] }: Scope,
  partition: Partition,
): SearchPlan<readonly Instant[] | undefined> {
  const { present } = aggregationsOf(
    yield [
      {
        ...selectionOf(project, window),
        aggs: {
          present: {
            terms: termsWithin(field, TERMS, partition),
            aggs: { first: { min: { field: 'memex.at' } } },
          },
        },
      },
    ],
  );
  const { buckets = [], sum_other_doc_count: others = 0 } = present ?? {};
  if (others > 0) return undefined;
  const keys = buckets.map(({ key }) => key);
  const earlier = new Set(yield* seenBefore(field, project, window, keys));
  return buckets.flatMap(({ key, first }) =>
    earlier.has(key) ? [] : [plusMicros(EPOCH, first?.value ?? 0)],
  );
}

/**
 * Those of some values that are on a message before a window. Most that anyone meets again were there shortly before: these are looked
 * for first, so that few are left to be looked for in all of the history.
 */
function* seenBefore(
  field: string,
  project: string,
  { from, to }: TimeWindow,
  values: readonly string[],
): SearchPlan<readonly string[]> {
  if (from === undefined) return [];
  const shortly = plusMicros(from, from - (to ?? from));
  const recent = yield* seenWithin(field, project, { from: shortly, to: plusMicros(from, -1) }, values);
  const known = new Set(recent);
  const others = values.filter((value) => !known.has(value));
  const old = yield* seenWithin(field, project, { to: plusMicros(shortly, -1) }, others);
  return [...recent, ...old];
}

function* seenWithin(
  field: string,
  project: string,
  window: TimeWindow,
  values: readonly string[],
): SearchPlan<readonly string[]> {
  if (values.length === 0) return [];
  const { seen } = aggregationsOf(
    yield [
      {
        ...narrowed(selectionOf(project, window), { terms: { [field]: [...values] } }),
        aggs: { seen: { terms: termsWithin(field, TERMS, undefined) } },
      },
    ],
  );
  return (seen?.buckets ?? []).map(({ key }) => key);
}
