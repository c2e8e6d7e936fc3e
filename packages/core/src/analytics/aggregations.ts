import type { JsonObject, JsonValue } from '../json/json-value.js';
import type { Condition } from './condition.js';
import { type MeasuredField, RESPONSE_TIME } from './measured-field.js';
import type { Measure, Statistic } from './message-analysis.js';
import { type AggregationBody, approximation, type MessageMetric, refuseOutcome } from './metric.js';
import type { NumericSummary } from './statistics.js';

/** Creates the metric of a field, over the messages that match all conditions. */
type Aggregation = (field: MeasuredField, where: readonly Condition[]) => MessageMetric<AggregationBody>;

/**
 * All aggregations, one per row. `cardinality` distinguishes integers of any size. The others compute with the nearest doubles,
 * and ignore integers beyond the range of doubles. An aggregation is null if no message in scope has the field.
 */
export const AGGREGATIONS = {
  avg: ofNumbers((summary) => summary && { avg: finite(summary.sum / summary.count) }),
  min: ofNumbers((summary) => summary && { min: summary.min }),
  max: ofNumbers((summary) => summary && { max: summary.max }),
  sum: ofNumbers((summary) => ({ sum: finite(summary?.sum ?? 0) })),
  value_count: ofNumbers((summary) => ({ value_count: summary?.count ?? 0 })),
  cardinality: ofValues((count) => ({ cardinality: count })),
  stats: ofNumbers(stats),
  extended_stats: ofNumbers(extendedStats),
  percentiles: ofPercentiles(['1.0', '5.0', '25.0', '50.0', '75.0', '95.0', '99.0']),
} as const satisfies Readonly<Record<string, Aggregation>>;

function ofNumbers(read: (summary: NumericSummary | null) => JsonObject | null): Aggregation {
  return (field, where) => ({
    of: 'messages',
    measure: measureOf(field, { of: 'numbers' }, where),
    read: (outcome) => {
      if (outcome.answer !== 'numbers') return refuseOutcome(outcome);
      return { aggregation: read(outcome.summary) };
    },
  });
}

function ofValues(read: (count: number) => JsonObject): Aggregation {
  return (field, where) => ({
    of: 'messages',
    measure: measureOf(field, { of: 'distinct' }, where),
    read: (outcome) => {
      if (outcome.answer !== 'count') return refuseOutcome(outcome);
      return { aggregation: read(outcome.count), ...approximation(outcome) };
    },
  });
}

/** @param keys - The percents, as they are called in the result. */
function ofPercentiles(keys: readonly string[]): Aggregation {
  return (field, where) => ({
    of: 'messages',
    measure: measureOf(field, { of: 'percentiles', percents: keys.map(Number) }, where),
    read: (outcome) => {
      if (outcome.answer !== 'percentiles') return refuseOutcome(outcome);
      const { values } = outcome;
      return { aggregation: Object.fromEntries(keys.map((key, index) => [key, finite(values?.[index])])) };
    },
  });
}

function measureOf(field: MeasuredField, statistic: Statistic, where: readonly Condition[]): Measure {
  if (field === RESPONSE_TIME) return { measure: 'responseTimes', statistic, where };
  return statistic.of === 'percentiles'
    ? { measure: 'percentiles', field, percents: statistic.percents, where }
    : { measure: statistic.of, field, where };
}

function stats(summary: NumericSummary | null): Record<string, JsonValue> {
  return {
    count: summary?.count ?? 0,
    min: finite(summary?.min),
    max: finite(summary?.max),
    avg: finite(summary && summary.sum / summary.count),
    sum: finite(summary?.sum ?? 0),
  };
}

const SIGMAS = 2;

function extendedStats(summary: NumericSummary | null): JsonObject {
  const mean = summary && summary.sum / summary.count;
  const population = summary?.variance;
  const sampling = summary && (summary.variance * summary.count) / (summary.count - 1);
  const deviationOf = (variance: number | null | undefined) =>
    variance === null || variance === undefined ? Number.NaN : Math.sqrt(variance);
  const boundsOf = (variance: number | null | undefined, suffix: string) => ({
    [`upper${suffix}`]: finite((mean ?? Number.NaN) + SIGMAS * deviationOf(variance)),
    [`lower${suffix}`]: finite((mean ?? Number.NaN) - SIGMAS * deviationOf(variance)),
  });
  return {
    ...stats(summary),
    sum_of_squares: finite(summary?.sumOfSquares),
    variance: finite(population),
    variance_population: finite(population),
    variance_sampling: finite(sampling),
    std_deviation: finite(deviationOf(population)),
    std_deviation_population: finite(deviationOf(population)),
    std_deviation_sampling: finite(deviationOf(sampling)),
    std_deviation_bounds: {
      ...boundsOf(population, ''),
      ...boundsOf(population, '_population'),
      ...boundsOf(sampling, '_sampling'),
    },
  };
}

/** JSON has no other way than null to write a number that does not exist, such as the sampling variance of a single number. */
function finite(number: number | null | undefined): number | null {
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
