import { asObject, objectAt, textAt } from '../json-object.js';
import { analyticMigration } from './analytics.js';

/** Aggregations with a single number as their result. */
const SINGLE: readonly string[] = ['avg', 'min', 'max', 'sum', 'value_count', 'cardinality'];

/** Migration 8: a plain number becomes an object that names its aggregation. */
export const aggregationResult = analyticMigration(8, 'aggregation_result', (analytic) => {
  const name = textAt(objectAt(analytic, 'descriptor'), 'aggregation')?.toLowerCase();
  const result = asObject(analytic.result);
  const value = result?.aggregation;
  if (name === undefined || !SINGLE.includes(name)) return analytic;
  if (result === undefined || value === undefined || value === null || asObject(value) !== undefined)
    return analytic;
  return { ...analytic, result: { ...result, aggregation: { [name]: value } } };
});
