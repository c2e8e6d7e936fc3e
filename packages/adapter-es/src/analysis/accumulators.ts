import type { Message } from '@memex/core/model';
import type { Analysis, Measure, Outcome, TimeWindow } from '@memex/core/ports';
import {
  accumulatorsOf,
  type HistoryMeasure,
  historyAccumulator,
  type Instant,
  isHistoryMeasure,
  type WindowMeasure,
} from '@memex/core/toolkit';
import type { Scope } from './scope.js';

/** Measures messages that are added one by one, in any order. */
export interface AnalysisAccumulator {
  add(message: Message, at: Instant): void;
  analysis(): Analysis;
}

export function createAccumulator(measure: Measure, { parts }: Scope): AnalysisAccumulator {
  return isHistoryMeasure(measure) ? accumulateHistory(measure, parts) : accumulateParts(measure, parts);
}

type Parts = Scope['parts'];

function accumulateHistory(measure: HistoryMeasure, parts: Parts): AnalysisAccumulator {
  const accumulator = historyAccumulator(measure);
  return {
    add: accumulator.add,
    analysis: () => analysisOf(parts.map(accumulator.outcomeIn)),
  };
}

function accumulateParts(measure: WindowMeasure, parts: Parts): AnalysisAccumulator {
  const createCollector = accumulatorsOf(measure);
  const collectors = parts.map((part) => ({ part, accumulator: createCollector() }));
  return {
    add: (message, at) => {
      for (const { part, accumulator } of collectors) if (isWithin(at, part)) accumulator.add(message);
    },
    analysis: () => analysisOf(collectors.map(({ accumulator }) => accumulator.outcome())),
  };
}

function analysisOf([total, ...series]: readonly Outcome[]): Analysis {
  if (total === undefined) throw new TypeError('the whole window has an outcome');
  return { total, series };
}

function isWithin(at: Instant, { from, to }: TimeWindow): boolean {
  return (from === undefined || at >= from) && at <= to;
}
