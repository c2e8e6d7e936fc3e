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
  if (measure.measure === 'firstSeen')
    return counted([...firstInstants(all, measure.field)].filter(([, at]) => isWithin(at, window)).length);
  const collector = collectorsOf(measure)();
  for (const { at, value } of all) if (isWithin(at, window)) collector.add(value);
  return collector.outcome();
}

function isWithin(at: Instant, { from, to }: TimeWindow): boolean {
  return (from === undefined || at >= from) && at <= to;
}

function counted(count: number): CountOutcome {
  return { answer: 'count', count, approximate: false };
}

function firstInstants(all: Entries, field: IdentityField): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>();
  for (const { at, value: message } of all) {
    const value = message[field];
    if (value !== null && !first.has(value)) first.set(value, at);
  }
  return first;
}
