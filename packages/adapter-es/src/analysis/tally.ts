import {
  type Analysis,
  fulfils,
  type Instant,
  type Measure,
  type Message,
  numbersAt,
  type Outcome,
  percentileOf,
  type Scalar,
  summarize,
  type TimeWindow,
  valuesAt,
} from '@memex/core';
import { counted } from './distinct.js';
import type { Scope } from './scope.js';

/** Counts messages that pass by one after the other, in any order. */
export interface Tally {
  add(message: Message, at: Instant): void;
  analysis(): Analysis;
}

export function tallyOf(measure: Measure, { parts }: Scope): Tally {
  return measure.measure === 'firstSeen' ? newcomersOf(measure, parts) : partsOf(measure, parts);
}

type Parts = Scope['parts'];
type PartMeasure = Exclude<Measure, { readonly measure: 'firstSeen' }>;

function newcomersOf({ field }: Extract<Measure, { readonly measure: 'firstSeen' }>, parts: Parts): Tally {
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

function partsOf(measure: PartMeasure, parts: Parts): Tally {
  const holds = fulfils('where' in measure ? measure.where : []);
  const tallies = parts.map((part) => ({ part, tally: partOf(measure) }));
  return {
    add: (message, at) => {
      if (!holds(message)) return;
      for (const { part, tally } of tallies) if (isWithin(at, part)) tally.add(message);
    },
    analysis: () => analysisOf(tallies.map(({ tally }) => tally.outcome())),
  };
}

interface PartTally {
  add(message: Message): void;
  outcome(): Outcome;
}

function partOf(measure: PartMeasure): PartTally {
  switch (measure.measure) {
    case 'distinct':
      return counting(valuesAt(measure.field), (counts) => counted(counts.size));
    case 'singletons':
      return counting(
        ({ [measure.field]: value }) => (value === null ? [] : [value]),
        (counts) => counted([...counts.values()].filter((count) => count === 1).length),
      );
    case 'terms':
      return counting(valuesAt(measure.field), (counts) => ({
        answer: 'terms',
        terms: [...counts].map(([value, count]) => ({ value: String(value), count })),
      }));
    case 'numbers':
      return gathering(numbersAt(measure.field), (numbers) => ({
        answer: 'numbers',
        summary: summarize(numbers),
      }));
    case 'percentiles':
      return gathering(numbersAt(measure.field), (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        const values = measure.percents.map((percent) => percentileOf(sorted, percent));
        return { answer: 'percentiles', values: sorted.length === 0 ? null : values };
      });
  }
}

function counting(
  valuesOf: (message: Message) => readonly Scalar[],
  outcome: (counts: ReadonlyMap<Scalar, number>) => Outcome,
): PartTally {
  const counts = new Map<Scalar, number>();
  return {
    add: (message) => {
      for (const value of valuesOf(message)) counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    outcome: () => outcome(counts),
  };
}

function gathering(
  numbersOf: (message: Message) => readonly number[],
  outcome: (numbers: readonly number[]) => Outcome,
): PartTally {
  const numbers: number[] = [];
  return {
    add: (message) => {
      for (const number of numbersOf(message)) numbers.push(number);
    },
    outcome: () => outcome(numbers),
  };
}

function analysisOf([total, ...series]: readonly Outcome[]): Analysis {
  if (total === undefined) throw new TypeError('the whole window has an outcome');
  return { total, series };
}

export function isWithin(at: Instant, { from, to }: TimeWindow): boolean {
  return (from === undefined || at >= from) && at <= to;
}
