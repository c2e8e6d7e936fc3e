import type { Message } from '@memex/core/model';
import type { Analysis, Measure, Outcome, TimeWindow } from '@memex/core/ports';
import { accumulatorsOf, type Instant, type WindowMeasure } from '@memex/core/toolkit';
import { counted } from './distinct.js';
import type { Scope } from './scope.js';

/** Measures messages that are added one by one, in any order. */
export interface Accumulator {
  add(message: Message, at: Instant): void;
  analysis(): Analysis;
}

export function createAccumulator(measure: Measure, { parts }: Scope): Accumulator {
  return measure.measure === 'firstSeen'
    ? accumulateFirstSeen(measure, parts)
    : accumulateParts(measure, parts);
}

type Parts = Scope['parts'];

function accumulateFirstSeen(
  { field }: Extract<Measure, { readonly measure: 'firstSeen' }>,
  parts: Parts,
): Accumulator {
  const first = new Map<string, Instant>();
  return {
    add: (message, at) => {
      const value = message[field];
      if (value !== null && at < (first.get(value) ?? Number.POSITIVE_INFINITY)) first.set(value, at);
    },
    analysis: () => {
      const instants = [...first.values()];
      return analysisOf(parts.map((part) => counted(instants.filter((at) => isWithin(at, part)).length)));
    },
  };
}

function accumulateParts(measure: WindowMeasure, parts: Parts): Accumulator {
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

export function isWithin(at: Instant, { from, to }: TimeWindow): boolean {
  return (from === undefined || at >= from) && at <= to;
}
