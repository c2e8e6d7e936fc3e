import type { estypes } from '@elastic/elasticsearch';
import type { FieldPath } from '@memex/core/ports';
import { doubleOf, fieldKind, type Numeric, type Scalar } from '@memex/core/toolkit';
import { FORMS } from '../document/indexed-values.js';
import { numbersField, valuesField } from './fields.js';

type Query = estypes.QueryDslQueryContainer;

/** From here on, some integers have no exact double. */
const FIRST = 2 ** 53;

/**
 * Documents whose indexed values cannot tell all integers at a path apart: those in the first format, which stored
 * the nearest doubles, with a number this large.
 */
export function roundedAt(path: FieldPath): readonly Query[] {
  const field = doublesAt(path);
  if (field === null) return [];
  const large = [{ range: { [field]: { gte: FIRST } } }, { range: { [field]: { lte: -FIRST } } }];
  return [rounded(field, [...large, beyondAt(path)])];
}

/** Documents whose indexed values cannot tell whether a value is at a path. */
export function roundedTo(path: FieldPath, value: Scalar): readonly Query[] {
  const field = doublesAt(path);
  if (field === null || !isLarge(value)) return [];
  const nearest = doubleOf(value);
  return [rounded(field, [nearest === undefined ? beyondAt(path) : { term: { [field]: nearest } }])];
}

/** Documents whose indexed doubles cannot tell on which side of a bound the numbers at a path are. */
export function besideAt(path: FieldPath, bound: Numeric): readonly Query[] {
  const field = doublesAt(path);
  const nearest = doubleOf(bound);
  if (field === null || nearest === undefined || !isLarge(bound)) return [];
  return [{ term: { [field]: nearest } }];
}

/** Only metadata can contain integers without an exact double. */
function doublesAt(path: FieldPath): string | null {
  return fieldKind(path) === 'free' ? numbersField(path) : null;
}

function isLarge(value: Scalar): boolean {
  if (typeof value === 'object') return true;
  return typeof value === 'number' && Math.abs(value) >= FIRST;
}

/** Documents in the first format that match one of the queries, or whose numbers were left out of the index. */
function rounded(field: string, hold: readonly Query[]): Query {
  return {
    bool: {
      filter: [{ term: { 'memex.form': FORMS.rounded } }],
      should: [...hold, { term: { _ignored: field } }],
      minimum_should_match: 1,
    },
  };
}

/**
 * In the first format, an integer beyond the range of doubles was not stored as a value. Elasticsearch lists the
 * field itself as ignored.
 */
function beyondAt(path: FieldPath): Query {
  const values = valuesField(path);
  return {
    bool: {
      filter: [{ term: { _ignored: path } }],
      must_not: values === null ? [] : [{ exists: { field: values } }],
    },
  };
}
