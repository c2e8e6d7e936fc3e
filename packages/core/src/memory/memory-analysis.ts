import { accumulatorsOf } from '../analytics/accumulator.js';
import { historyAccumulator, isHistoryMeasure } from '../analytics/history.js';
import type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  Measure,
  MessageAnalysis,
  Outcome,
  TimeWindow,
} from '../analytics/message-analysis.js';
import type { NewEntry } from '../entry/entry.js';
import type { Message } from '../message/message.js';
import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';

type Entries = readonly NewEntry<Message>[];

/**
 * Measures by looking at every message in a window. It is deliberately simple, so that other stores can be compared with it.
 */
export class MemoryAnalysis implements MessageAnalysis {
  readonly capabilities: AnalysisCapabilities = { exactDistinct: Number.POSITIVE_INFINITY };

  /** @param entriesOf - Returns the messages of a project, sorted by instant. Throws like a store. */
  constructor(private readonly entriesOf: (project: string, options: CallOptions | undefined) => Entries) {}

  async measure(request: AnalysisRequest, options?: CallOptions): Promise<readonly Analysis[]> {
    const all = this.entriesOf(request.project, options);
    return request.measures.map((measure) => {
      const answer = answering(all, measure);
      return { total: answer(request.window), series: request.buckets.map(answer) };
    });
  }
}

/** @param all - The messages of the project, sorted by instant. */
function answering(all: Entries, measure: Measure): (window: TimeWindow) => Outcome {
  if (isHistoryMeasure(measure)) {
    const accumulator = historyAccumulator(measure);
    for (const { at, value } of all) accumulator.add(value, at);
    return accumulator.outcomeIn;
  }
  const begin = accumulatorsOf(measure);
  return (window) => {
    const accumulator = begin();
    for (const { value } of within(all, window)) accumulator.add(value);
    return accumulator.outcome();
  };
}

function within(all: Entries, { from, to }: TimeWindow): Entries {
  const start = from === undefined ? 0 : countWhile(all, (at) => at < from);
  return all.slice(
    start,
    countWhile(all, (at) => at <= to),
  );
}

/** The number of leading entries for which `isSo` holds. The entries are sorted by time, so it uses binary search. */
function countWhile(all: Entries, isSo: (at: Instant) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = all[middle];
    if (entry !== undefined && isSo(entry.at)) low = middle + 1;
    else high = middle;
  }
  return low;
}
