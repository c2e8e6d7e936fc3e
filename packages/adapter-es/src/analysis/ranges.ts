import type { estypes } from '@elastic/elasticsearch';
import type { Comparison } from '@memex/core/ports';
import { compareNumerics, doubleOf, type Numeric } from '@memex/core/toolkit';

type Query = estypes.QueryDslQueryContainer;

const RANGES = { gr: 'gt', gre: 'gte', lq: 'lt', lqe: 'lte' } as const;

/**
 * Matches documents with a double above or below a bound. If no double equals the bound, the nearest double replaces
 * it, and is included if it is on the right side of the bound.
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
