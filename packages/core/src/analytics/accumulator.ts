import type { Accumulator } from './accumulating.js';
import type { Condition } from './condition.js';
import { field } from './field.js';
import { fulfils } from './fulfils.js';
import type { HistoryMeasure } from './history.js';
import type { Measure, Outcome, Statistic } from './message-analysis.js';
import { createIdentities, type Scalar } from './scalar.js';
import { statisticOf } from './statistic-of.js';
import { termsAccumulators } from './terms-accumulator.js';
import { numbersAt, valuesAt } from './values.js';

/** A measure of the values that each message has in a field. */
export type FieldMeasure = Exclude<WindowMeasure, { readonly measure: 'singletons' }>;

/** A measure that depends only on the messages in the window. */
export type WindowMeasure = Exclude<Measure, HistoryMeasure>;

/**
 * Creates accumulators of a measure. For engines that read the messages themselves, or what `parseJson` makes of their texts.
 */
export function accumulatorsOf(measure: WindowMeasure): () => Accumulator<unknown> {
  switch (measure.measure) {
    case 'distinct':
      return collecting(measure.where, valuesAt(measure.field), () => counting(distinct));
    case 'singletons':
      return collecting(measure.where, valuesAt(field(measure.field)), () => counting(singletons));
    case 'terms':
      return termsAccumulators(measure);
    case 'numbers':
      return collecting(measure.where, numbersAt(measure.field), () => gathering({ of: 'numbers' }));
    case 'percentiles':
      return collecting(measure.where, numbersAt(measure.field), () =>
        gathering({ of: 'percentiles', percents: measure.percents }),
      );
  }
}

/** Turns an accumulator of values into one of messages. */
function collecting<V>(
  where: readonly Condition[],
  valuesOf: (message: unknown) => readonly V[],
  begin: () => Accumulator<V>,
): () => Accumulator<unknown> {
  const holds = fulfils(where);
  return () => {
    const accumulator = begin();
    return {
      add: (message) => {
        if (holds(message)) for (const value of valuesOf(message)) accumulator.add(value);
      },
      outcome: () => accumulator.outcome(),
    };
  };
}

/** How often each value occurs. */
type Counts = ReadonlyMap<Scalar, number>;

function counting(answer: (counts: Counts) => Outcome): Accumulator<Scalar> {
  const counts = new Map<Scalar, number>();
  const identityOf = createIdentities();
  return {
    add: (value) => {
      const one = identityOf(value);
      counts.set(one, (counts.get(one) ?? 0) + 1);
    },
    outcome: () => answer(counts),
  };
}

function distinct(counts: Counts): Outcome {
  return { answer: 'count', count: counts.size, approximate: false };
}

function singletons(counts: Counts): Outcome {
  return {
    answer: 'count',
    count: [...counts.values()].filter((count) => count === 1).length,
    approximate: false,
  };
}

function gathering(statistic: Statistic): Accumulator<number> {
  const numbers: number[] = [];
  return {
    add: (number) => {
      numbers.push(number);
    },
    outcome: () => statisticOf(statistic, numbers),
  };
}
