import type { estypes } from '@elastic/elasticsearch';
import type { Comparison } from '@memex/core/ports';
import { compareNumerics, doubleOf, type Numeric } from '@memex/core/toolkit';

type Query = estypes.QueryDslQueryContainer;

const RANGES = { gr: 'gt', gre: 'gte', lq: 'lt', lqe: 'lte' } as const;

/**
 * The documents of which one of the doubles in a field is above or below a number. Where no double is the number, the nearest one is
 * the bound, and belongs to the range where it lies on that side.
 */
export function rangeOf(field: string, operation: Comparison, bound: Numeric): Query {
  const nearest = doubleOf(bound);
  const isUpward = operation === 'gr' || operation === 'gre';
  if (nearest === undefined)
    return isUpward === compareNumerics(bound, 0) < 0 ? { exists: { field } } : { match_none: {} };
  const distance = compareNumerics(nearest, bound);
  if (distance === 0) return { range: { [field]: { [RANGES[operation]]: nearest } } };
  const isInside = isUpward === distance > 0;
  return { range: { [field]: { [(isUpward ? 'gt' : 'lt') + (isInside ? 'e' : '')]: nearest } } };
}
