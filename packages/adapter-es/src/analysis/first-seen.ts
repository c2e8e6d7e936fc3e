import {
  type Analysis,
  type IdentityField,
  type Instant,
  instantOfMillis,
  plusMicros,
  type TimeWindow,
} from '@memex/core';
import { counted } from './distinct.js';
import type { Inquiry } from './inquiry.js';
import { inPartitions, type Partition, termsWithin } from './partitions.js';
import { aggregationsOf, narrowed, type Scope, selectionOf } from './scope.js';
import { isWithin } from './tally.js';

/** Terms of one search, and of one query: Elasticsearch allows 65,536 of either. */
const TERMS = 50_000;

const EPOCH = instantOfMillis(0);

/**
 * How many values have their earliest message in each part: of those that the window has, with their first instants in it, those are
 * left out that are on a message before it. What this costs follows the window; how long the history is hardly matters.
 */
export function* firstSeen(identity: IdentityField, scope: Scope): Inquiry<Analysis> {
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
): Inquiry<readonly Instant[] | undefined> {
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

/** Those of some values that are on a message before a window. */
function* seenBefore(
  field: string,
  project: string,
  { from }: TimeWindow,
  values: readonly string[],
): Inquiry<readonly string[]> {
  if (from === undefined || values.length === 0) return [];
  const before = selectionOf(project, { to: plusMicros(from, -1) });
  const { seen } = aggregationsOf(
    yield [
      {
        ...narrowed(before, { terms: { [field]: [...values] } }),
        aggs: { seen: { terms: termsWithin(field, TERMS, undefined) } },
      },
    ],
  );
  return (seen?.buckets ?? []).map(({ key }) => key);
}
