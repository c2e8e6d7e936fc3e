import type { Scalar } from './condition.js';
import { fulfils } from './fulfils.js';
import type { Measure, Outcome } from './message-analysis.js';
import { percentileOf, summarize } from './statistics.js';
import { numbersAt, valuesAt } from './values.js';

/** A measure of which each message holds its own part. */
export type FieldMeasure = Exclude<Measure, { readonly measure: 'firstSeen' | 'singletons' }>;

/** Takes what it is given one by one, and answers a measure of all that it took. */
export interface Collector<T> {
  add(one: T): void;
  outcome(): Outcome;
}

/** Makes collectors of a measure, each of which begins with nothing. For engines that look at the messages themselves, or
 * at what `parseJson` makes of their texts. */
export function collectorsOf(measure: FieldMeasure): () => Collector<unknown> {
  const holds = fulfils(measure.where);
  switch (measure.measure) {
    case 'distinct':
      return collecting(holds, valuesAt(measure.field), distinctValues);
    case 'terms':
      return collecting(holds, valuesAt(measure.field), countedValues);
    case 'numbers':
      return collecting(holds, numbersAt(measure.field), () => allNumbers(summarized));
    case 'percentiles':
      return collecting(holds, numbersAt(measure.field), () => allNumbers(percentilesOf(measure.percents)));
  }
}

/** Collectors of messages out of those of their values. */
function collecting<V>(
  holds: (message: unknown) => boolean,
  valuesOf: (message: unknown) => readonly V[],
  begin: () => Collector<V>,
): () => Collector<unknown> {
  return () => {
    const collector = begin();
    return {
      add: (message) => {
        if (holds(message)) for (const value of valuesOf(message)) collector.add(value);
      },
      outcome: () => collector.outcome(),
    };
  };
}

function distinctValues(): Collector<Scalar> {
  const seen = new Set<Scalar>();
  return {
    add: (value) => {
      seen.add(value);
    },
    outcome: () => ({ answer: 'count', count: seen.size, approximate: false }),
  };
}

function countedValues(): Collector<Scalar> {
  const counts = new Map<Scalar, number>();
  return {
    add: (value) => {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    outcome: () => ({
      answer: 'terms',
      terms: [...counts].map(([value, count]) => ({ value: String(value), count })),
    }),
  };
}

function allNumbers(answer: (numbers: readonly number[]) => Outcome): Collector<number> {
  const numbers: number[] = [];
  return {
    add: (number) => {
      numbers.push(number);
    },
    outcome: () => answer(numbers),
  };
}

function summarized(numbers: readonly number[]): Outcome {
  return { answer: 'numbers', summary: summarize(numbers) };
}

function percentilesOf(percents: readonly number[]): (numbers: readonly number[]) => Outcome {
  return (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const values = sorted.length === 0 ? null : percents.map((one) => percentileOf(sorted, one));
    return { answer: 'percentiles', values };
  };
}
