import type { Analysis, AnalysisRequest, Bucket } from '@memex/core/ports';
import { accumulatorsOf, type FieldMeasure, field, parseJson, valuesAt } from '@memex/core/toolkit';
import { type FieldValues, SEPARATOR, type Selection } from '../protocol/entries.js';
import { readBatches } from '../read/batches.js';
import { TABLES } from '../schema/tables.js';
import type { Scope } from './scope.js';

/** Computes measures that need the texts. Reads the messages of the window once for all measures, totals and buckets. */
export function measureTexts(
  scope: Scope,
  request: AnalysisRequest,
  measures: readonly FieldMeasure[],
): ReadonlyMap<FieldMeasure, Analysis> {
  const { project, window, buckets } = request;
  const begun = measures.map((measure) => {
    const begin = accumulatorsOf(measure);
    return { measure, total: begin(), series: buckets.map(begin) };
  });
  if (begun.length === 0) return new Map();
  const bucketOf = bucketFinder(buckets);
  const selection = {
    table: 'messages',
    projects: [project],
    ...window,
    fields: sharedFields(measures),
  } as const;
  for (const message of messagesIn(scope, selection)) {
    const bucket = bucketOf(message);
    for (const { total, series } of begun) {
      total.add(message);
      series[bucket]?.add(message);
    }
  }
  return new Map(
    begun.map(({ measure, total, series }) => [
      measure,
      { total: total.outcome(), series: series.map((one) => one.outcome()) },
    ]),
  );
}

/** Parses the selected messages, in the order of time. */
function* messagesIn({ connection, refuseAbandoned }: Scope, selection: Selection): Generator<unknown> {
  for (const { batch } of readBatches(connection, selection, EVERYTHING)) {
    refuseAbandoned();
    for (const json of batch.texts.split(SEPARATOR)) yield parseJson(json);
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
function sharedFields([first, ...others]: readonly FieldMeasure[]): FieldValues {
  const shared = fieldsOf(first);
  const rest = others.map(fieldsOf);
  return Object.fromEntries(
    Object.entries(shared).filter(([field, value]) => rest.every((one) => one[field] === value)),
  );
}

function fieldsOf(measure: FieldMeasure | undefined): Readonly<Record<string, string>> {
  const known = TABLES.messages.fields.map(({ field }) => field);
  return Object.fromEntries(
    (measure?.where ?? []).flatMap((condition) =>
      condition.operation === 'term' && typeof condition.value === 'string' && known.includes(condition.field)
        ? [[condition.field, condition.value]]
        : [],
    ),
  );
}
