import type { Analysis, AnalysisRequest, Bucket, Measure, Outcome, TimeWindow } from '@memex/core/ports';
import {
  type AnswerMeasure,
  accumulatorsOf,
  type FirstSeenMeasure,
  field,
  fulfils,
  parseJson,
  valuesAt,
} from '@memex/core/toolkit';
import { type EntrySelector, type FieldValues, SEPARATOR } from '../protocol/entries.js';
import { readBatches } from '../read/batches.js';
import { TABLES } from '../schema/tables.js';
import { firstSeenAt } from './identities.js';
import type { Scope } from './scope.js';

/** A measure that the texts of its window tell. */
export type TextMeasure = Exclude<Measure, AnswerMeasure>;

/** Computes measures that need the texts. Reads the messages of the window once for all measures, totals and buckets. */
export function measureTexts(
  scope: Scope,
  request: AnalysisRequest,
  measures: readonly TextMeasure[],
): ReadonlyMap<Measure, Analysis> {
  const { project, window, buckets } = request;
  const accumulators = measures.map((measure) => ({ measure, ...accumulatorOf(scope, measure, request) }));
  if (accumulators.length === 0) return new Map();
  const bucketOf = bucketFinder(buckets);
  const selection = {
    table: 'messages',
    projects: [project],
    ...window,
    fields: sharedFields(measures),
  } as const;
  for (const message of messagesOf(scope, selection)) {
    const bucket = bucketOf(message);
    for (const { add } of accumulators) add(message, bucket);
  }
  return new Map(accumulators.map(({ measure, analysis }) => [measure, analysis()]));
}

/** Takes the messages of a window one by one, each with its bucket. */
interface WindowAccumulator {
  readonly add: (message: unknown, bucket: number) => void;
  readonly analysis: () => Analysis;
}

function accumulatorOf(scope: Scope, measure: TextMeasure, request: AnalysisRequest): WindowAccumulator {
  if (measure.measure === 'firstSeen') return accumulateNew(scope, measure, request);
  const begin = accumulatorsOf(measure);
  const total = begin();
  const series = request.buckets.map(begin);
  return {
    add: (message, bucket) => {
      total.add(message);
      series[bucket]?.add(message);
    },
    analysis: () => ({ total: total.outcome(), series: series.map((one) => one.outcome()) }),
  };
}

/** Collects those with a message that meets the conditions. The table of first messages tells which of them are new. */
function accumulateNew(
  scope: Scope,
  { field: identity, where }: FirstSeenMeasure,
  { window, buckets }: AnalysisRequest,
): WindowAccumulator {
  const holds = fulfils(where);
  const idsOf = valuesAt(field(identity));
  const ids = new Map<string, number>();
  return {
    add: (message) => {
      const [id] = idsOf(message);
      if (typeof id !== 'string' || ids.has(id) || !holds(message)) return;
      const [at] = instants(message);
      if (typeof at === 'number') ids.set(id, at);
    },
    analysis: () => {
      const found = [...ids].map(([id, counts]) => ({ counts, seen: firstSeenAt(scope, identity, id) }));
      const newIn = ({ from, to }: TimeWindow): Outcome => {
        const news = found.filter(
          ({ seen, counts }) => seen !== undefined && seen >= (from ?? seen) && counts <= to,
        );
        return { answer: 'count', count: news.length, approximate: false };
      };
      return { total: newIn(window), series: buckets.map(newIn) };
    },
  };
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
