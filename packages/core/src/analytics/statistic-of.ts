import type { Outcome, Statistic } from './message-analysis.js';
import { percentileOf, summarize } from './statistics.js';

/** A statistic of numbers, as measures answer it. */
export function statisticOf(statistic: Statistic, numbers: readonly number[]): Outcome {
  switch (statistic.of) {
    case 'numbers':
      return { answer: 'numbers', summary: summarize(numbers) };
    case 'percentiles': {
      const sorted = Float64Array.from(numbers).sort();
      const values = sorted.length === 0 ? null : statistic.percents.map((one) => percentileOf(sorted, one));
      return { answer: 'percentiles', values };
    }
    case 'distinct':
      return { answer: 'count', count: new Set(numbers).size, approximate: false };
  }
}
