import type { estypes } from '@elastic/elasticsearch';
import type { FieldPath } from '@memex/core/ports';
import { doubleOf, fieldKind, type Numeric, type Scalar } from '@memex/core/toolkit';
import { FORMS } from '../document/indexed-values.js';
import { numbersField, valuesField } from './fields.js';

type Query = estypes.QueryDslQueryContainer;

/** From here on an integer may be one that no double holds. */
const FIRST = 2 ** 53;

/**
 * The documents whose facets do not tell all integers at a path apart: those of the form that has the nearest doubles in their place,
 * and that hold a number so large.
 */
export function roundedAt(path: FieldPath): readonly Query[] {
  const field = doublesAt(path);
  if (field === null) return [];
  const large = [{ range: { [field]: { gte: FIRST } } }, { range: { [field]: { lte: -FIRST } } }];
  return [rounded(field, [...large, beyondAt(path)])];
}

/** Those of which the facets do not tell whether a value is at a path. */
export function roundedTo(path: FieldPath, value: Scalar): readonly Query[] {
  const field = doublesAt(path);
  if (field === null || !isLarge(value)) return [];
  const nearest = doubleOf(value);
  return [rounded(field, [nearest === undefined ? beyondAt(path) : { term: { [field]: nearest } }])];
}

/** Those of which the doubles in the facets do not tell on which side of a number the numbers at a path are. */
export function besideAt(path: FieldPath, bound: Numeric): readonly Query[] {
  const field = doublesAt(path);
  const nearest = doubleOf(bound);
  if (field === null || nearest === undefined || !isLarge(bound)) return [];
  return [{ term: { [field]: nearest } }];
}

/** Only metadata has integers that no double holds. */
function doublesAt(path: FieldPath): string | null {
  return fieldKind(path) === 'free' ? numbersField(path) : null;
}

function isLarge(value: Scalar): boolean {
  if (typeof value === 'object') return true;
  return typeof value === 'number' && Math.abs(value) >= FIRST;
}

/** Documents of that form for which one of the queries holds, or of which the numbers were left out. */
function rounded(field: string, hold: readonly Query[]): Query {
  return {
    bool: {
      filter: [{ term: { 'memex.form': FORMS.rounded } }],
      should: [...hold, { term: { _ignored: field } }],
      minimum_should_match: 1,
    },
  };
}

/** In that form an integer beyond all doubles is in no facet: Elasticsearch noted that it could not index the field itself. */
function beyondAt(path: FieldPath): Query {
  const values = valuesField(path);
  return {
    bool: {
      filter: [{ term: { _ignored: path } }],
      must_not: values === null ? [] : [{ exists: { field: values } }],
    },
  };
}
