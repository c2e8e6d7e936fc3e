import type { AnalysisRequest, Bucket, Measure } from '@memex/core/ports';
import { field, parseJson, valuesAt } from '@memex/core/toolkit';
import { type EntrySelector, type FieldValues, SEPARATOR } from '../protocol/entries.js';
import { readBatches } from '../read/batches.js';
import { TABLES } from '../schema/tables.js';
import type { Scope } from './scope.js';

/** The messages that measures may need, in the order of time, each with the number of its bucket; -1 if it is in none. */
export function* inBuckets(
  scope: Scope,
  { project, window, buckets }: AnalysisRequest,
  measures: readonly Measure[],
): Generator<{ readonly message: unknown; readonly bucket: number }> {
  const bucketOf = bucketFinder(buckets);
  const fields = sharedFields(measures);
  const selection = { table: 'messages', projects: [project], ...window, fields } as const;
  for (const message of messagesOf(scope, selection)) yield { message, bucket: bucketOf(message) };
}

/** Parses the selected messages, in the order of time. */
export function* messagesOf(
  { connection, refuseAbandoned }: Scope,
  selection: EntrySelector,
): Generator<unknown> {
  for (const { batch } of readBatches(connection, selection, EVERYTHING)) {
    refuseAbandoned();
    for (const json of batch?.texts.split(SEPARATOR) ?? []) yield parseJson(json);
  }
}

const EVERYTHING = {
  order: 'oldest',
  limit: Number.POSITIVE_INFINITY,
  maxBytes: Number.POSITIVE_INFINITY,
} as const;

/** Returns a function that finds the bucket of a message, or -1. Call it in the order of time. */
function bucketFinder(buckets: readonly Bucket[]): (message: unknown) => number {
  if (buckets.length === 0) return () => -1;
  let next = 0;
  return (message) => {
    const [at] = instants(message);
    if (typeof at !== 'number') return -1;
    for (let end = buckets[next]?.to; end !== undefined && end < at; end = buckets[next]?.to) next++;
    const { from = Number.POSITIVE_INFINITY } = buckets[next] ?? {};
    return from <= at ? next : -1;
  };
}

const instants = valuesAt(field('timestamp'));

/** Field values that all measures require. Only messages with these values need to be read. */
function sharedFields([first, ...others]: readonly Measure[]): FieldValues {
  const shared = fieldsOf(first);
  const rest = others.map(fieldsOf);
  return Object.fromEntries(
    Object.entries(shared).filter(([field, value]) => rest.every((one) => one[field] === value)),
  );
}

function fieldsOf(measure: Measure | undefined): Readonly<Record<string, string>> {
  const known = TABLES.messages.fields.map(({ field }) => field);
  return Object.fromEntries(
    (measure?.where ?? []).flatMap((condition) =>
      condition.operation === 'term' && typeof condition.value === 'string' && known.includes(condition.field)
        ? [[condition.field, condition.value]]
        : [],
    ),
  );
}
