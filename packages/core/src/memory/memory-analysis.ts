import type { Condition } from '../analytics/condition.js';
import type { FieldPath } from '../analytics/field.js';
import { fulfils } from '../analytics/fulfils.js';
import type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  CountOutcome,
  IdentityField,
  Measure,
  MessageAnalysis,
  Outcome,
  TimeWindow,
} from '../analytics/message-analysis.js';
import { percentileOf, summarize } from '../analytics/statistics.js';
import { numbersAt, valuesAt } from '../analytics/values.js';
import type { CallOptions } from '../call.js';
import type { NewEntry } from '../entry/entry.js';
import type { Message } from '../message/message.js';
import type { Instant } from '../time/instant.js';

type Entries = readonly NewEntry<Message>[];

/** Measures by looking at every message: nothing is clever here, so that other stores can be compared with it. */
export class MemoryAnalysis implements MessageAnalysis {
  readonly capabilities: AnalysisCapabilities = { exactDistinct: Number.POSITIVE_INFINITY };

  /** @param entriesOf - The messages of a project, by instant; throws as stores do. */
  constructor(private readonly entriesOf: (project: string, options: CallOptions | undefined) => Entries) {}

  async measure(request: AnalysisRequest, options?: CallOptions): Promise<readonly Analysis[]> {
    const all = this.entriesOf(request.project, options);
    return request.measures.map((measure) => ({
      total: answer(all, measure, request.window),
      series: request.buckets.map((bucket) => answer(all, measure, bucket)),
    }));
  }
}

/** @param all - The messages of the project, by instant. */
function answer(all: Entries, measure: Measure, window: TimeWindow): Outcome {
  const within = all.filter(({ at }) => isWithin(at, window)).map(({ value }) => value);
  switch (measure.measure) {
    case 'distinct':
      return counted(new Set(valuesOf(within, measure.field, measure.where)).size);
    case 'firstSeen':
      return counted([...firstInstants(all, measure.field)].filter(([, at]) => isWithin(at, window)).length);
    case 'singletons':
      return counted([...countsOf(identities(within, measure.field)).values()].filter(isOne).length);
    case 'terms':
      return { answer: 'terms', terms: termsOf(valuesOf(within, measure.field, measure.where)) };
    case 'numbers':
      return { answer: 'numbers', summary: summarize(numbersOf(within, measure.field, measure.where)) };
    case 'percentiles': {
      const sorted = [...numbersOf(within, measure.field, measure.where)].sort((a, b) => a - b);
      const values = sorted.length === 0 ? null : measure.percents.map((one) => percentileOf(sorted, one));
      return { answer: 'percentiles', values };
    }
  }
}

function isWithin(at: Instant, { from, to }: TimeWindow): boolean {
  return (from === undefined || at >= from) && at <= to;
}

function counted(count: number): CountOutcome {
  return { answer: 'count', count, approximate: false };
}

function isOne(count: number): boolean {
  return count === 1;
}

function valuesOf(messages: readonly Message[], field: FieldPath, where: readonly Condition[]) {
  return messages.filter(fulfils(where)).flatMap(valuesAt(field));
}

function numbersOf(messages: readonly Message[], field: FieldPath, where: readonly Condition[]) {
  return messages.filter(fulfils(where)).flatMap(numbersAt(field));
}

function identities(messages: readonly Message[], field: IdentityField): readonly string[] {
  return messages.map((message) => message[field]).filter((value) => value !== null);
}

function firstInstants(all: Entries, field: IdentityField): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>();
  for (const { at, value: message } of all) {
    const value = message[field];
    if (value !== null && !first.has(value)) first.set(value, at);
  }
  return first;
}

function countsOf<V>(values: readonly V[]): ReadonlyMap<V, number> {
  const counts = new Map<V, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function termsOf(values: readonly unknown[]) {
  return [...countsOf(values)].map(([value, count]) => ({ value: String(value), count }));
}
