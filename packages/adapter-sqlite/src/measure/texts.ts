import type { Analysis, AnalysisRequest, Measure, Outcome, TimeWindow } from '@memex/core/ports';
import {
  type AnswerMeasure,
  accumulatorsOf,
  type FirstSeenMeasure,
  field,
  fulfils,
  type Held,
  type Parts,
  partedTerms,
  type TermsMeasure,
  valuesAt,
} from '@memex/core/toolkit';
import { inBuckets } from './bucketed.js';
import { firstSeenAt } from './identities.js';
import type { Scope } from './scope.js';

/** A measure that the texts of its window tell. */
export type TextMeasure = Exclude<Measure, AnswerMeasure>;

/**
 * Computes measures that need the texts. Reads the messages of the window once for all measures, totals and buckets. Those that would keep
 * too much are computed afterwards, each by reading the messages several times.
 *
 * @param maxBytes - About how much memory one measure may take.
 */
export function measureTexts(
  scope: Scope,
  request: AnalysisRequest,
  measures: readonly TextMeasure[],
  maxBytes = MAX_BYTES,
): ReadonlyMap<Measure, Analysis> {
  if (measures.length === 0) return new Map();
  let kept = measures.map((measure) => ({ measure, ...accumulatorOf(scope, measure, request) }));
  const larger: LargeMeasure[] = [];
  let read = 0;
  for (const { message, bucket } of inBuckets(scope, request, measures)) {
    for (const { add } of kept) add(message, bucket);
    if (++read % MESSAGES_PER_LOOK > 0) continue;
    kept = kept.filter(({ measure, held }) => {
      const { values, others } = held();
      const bytes = { values: values * BYTES_EACH.value, others: others * BYTES_EACH.other };
      if (bytes.values + bytes.others <= maxBytes || measure.measure !== 'terms') return true;
      larger.push({ measure, bytes, in: read });
      return false;
    });
  }
  const found = kept.map(({ measure, analysis }): [Measure, Analysis] => [measure, analysis()]);
  for (const one of larger) found.push([one.measure, measureInParts(scope, request, one, read, maxBytes)]);
  return new Map(found);
}

const MAX_BYTES = 100 * 1024 * 1024;

/** About what a value takes with its text, and a pair of numbers or a short list. */
const BYTES_EACH = { value: 200, other: 50 } as const;

const MESSAGES_PER_LOOK = 1_000;

/** A measure that took too much memory for some messages. */
interface LargeMeasure {
  readonly measure: TermsMeasure;
  readonly bytes: Held;
  readonly in: number;
}

function measureInParts(
  scope: Scope,
  request: AnalysisRequest,
  { measure, bytes, in: many }: LargeMeasure,
  messages: number,
  maxBytes: number,
): Analysis {
  const terms = partedTerms(measure, 1 + request.buckets.length, partsFor(bytes, messages / many / maxBytes));
  for (const take of terms.walks()) {
    for (const { message, bucket } of inBuckets(scope, request, [measure])) {
      take(message, 0);
      if (bucket >= 0) take(message, 1 + bucket);
    }
  }
  const [total, ...series] = terms.outcomes();
  if (total === undefined) throw new TypeError('the window itself has an outcome');
  return { total, series };
}

/** Some parts are larger than others. */
const SPREAD = 1.5;

function partsFor({ values, others }: Held, factor: number): Parts {
  const ofValues = Math.ceil(values * factor * SPREAD);
  return { values: ofValues, identities: Math.max(1, Math.ceil((others * factor * SPREAD) / ofValues)) };
}

/** Takes the messages of a window one by one, each with its bucket. */
interface WindowAccumulator {
  readonly add: (message: unknown, bucket: number) => void;
  readonly held: () => Held;
  readonly analysis: () => Analysis;
}

const NOTHING_HELD: Held = { values: 0, others: 0 };

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
    held: () =>
      [total, ...series].reduce(
        (sum, { held = NOTHING_HELD }) => ({
          values: sum.values + held.values,
          others: sum.others + held.others,
        }),
        NOTHING_HELD,
      ),
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
    held: () => NOTHING_HELD,
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

const instants = valuesAt(field('timestamp'));
