import { collectorsOf } from '../analytics/collector.js';
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
    case 'firstSeen':
      return counted([...firstInstants(all, measure.field)].filter(([, at]) => isWithin(at, window)).length);
    case 'singletons':
      return counted([...countsOf(identities(within, measure.field)).values()].filter(isOne).length);
    default: {
      const collector = collectorsOf(measure)();
      for (const message of within) collector.add(message);
      return collector.outcome();
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
