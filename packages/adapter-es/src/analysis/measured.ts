import type { estypes } from '@elastic/elasticsearch';
import type { Analysis, Condition, Measure, TimeWindow } from '@memex/core/ports';
import { FORMS } from '../document/indexed-values.js';
import { translate } from './conditions.js';
import { distinctIn } from './distinct.js';
import { numbersField, valuesField } from './fields.js';
import { firstSeen } from './first-seen.js';
import { NotIndexedError } from './not-indexed.js';
import { numbersIn } from './numbers.js';
import { percentilesIn } from './percentiles.js';
import { roundedAt } from './rounded.js';
import { narrowed, overParts, type Scope, selectionOf } from './scope.js';
import { type Answer, all, type SearchPlan } from './search-plan.js';
import { singletonsIn } from './singletons.js';
import { termsIn } from './terms.js';

/** Answers a measure from what is indexed; `undefined` where that does not tell all, and the messages have to be read. */
export function* measured(measure: Measure, scope: Scope): SearchPlan<Analysis | undefined> {
  try {
    const guard = refuseUnindexed(scope.project, scopeOf(measure, scope), [
      { terms: { _ignored: [...fieldsOf(measure)] } },
      ...undecidedBy(measure),
    ]);
    const [, analysis] = yield* all<Analysis | undefined>([guard, analysisOf(measure, scope)]);
    return analysis;
  } catch (error) {
    if (error instanceof NotIndexedError) return undefined;
    throw error;
  }
}

function analysisOf(measure: Measure, scope: Scope): SearchPlan<Analysis> {
  switch (measure.measure) {
    case 'distinct':
      return overParts(scope, measure.where, (selection) =>
        distinctIn(selection, valuesField(measure.field), scope.exactDistinct),
      );
    case 'firstSeen':
      return firstSeen(measure.field, scope);
    case 'singletons':
      return overParts(
        scope,
        [],
        (selection) => singletonsIn(selection, measure.field),
        () => MANY,
      );
    case 'terms':
      return overParts(scope, measure.where, (selection) => termsIn(selection, valuesField(measure.field)));
    case 'numbers':
      return overParts(scope, measure.where, (selection) =>
        numbersIn(selection, numbersField(measure.field)),
      );
    case 'percentiles':
      return overParts(scope, measure.where, (selection) =>
        percentilesIn(selection, numbersField(measure.field), measure.percents),
      );
  }
}

/** Singletons do not tell of how many values they are. */
const MANY = Number.POSITIVE_INFINITY;

/** What of the window a measure looks at: who was there before it, too, where that counts. */
export function scopeOf({ measure }: Measure, { parts: [{ from, to }] }: Scope): TimeWindow {
  return measure === 'firstSeen' ? { to } : { from, to };
}

/** The fields that the answer to a measure is made of. */
function fieldsOf(measure: Measure): readonly string[] {
  switch (measure.measure) {
    case 'firstSeen':
    case 'singletons':
      return [`${measure.field}.keyword`];
    case 'distinct':
    case 'terms':
      return present([valuesField(measure.field), ...fieldsIn(measure.where)]);
    case 'numbers':
    case 'percentiles':
      return present([numbersField(measure.field), ...fieldsIn(measure.where)]);
  }
}

function fieldsIn(where: readonly Condition[]): readonly (string | null)[] {
  return where.map((condition) => translate(condition).field);
}

function present(fields: readonly (string | null)[]): readonly string[] {
  return fields.filter((field) => field !== null);
}

/** The documents of which the facets do not tell what the measure asks for. */
function undecidedBy(measure: Measure): readonly estypes.QueryDslQueryContainer[] {
  switch (measure.measure) {
    case 'firstSeen':
    case 'singletons':
      return [];
    case 'distinct':
    case 'terms':
      return [...roundedAt(measure.field), ...undecidedIn(measure.where)];
    case 'numbers':
    case 'percentiles':
      return undecidedIn(measure.where);
  }
}

function undecidedIn(where: readonly Condition[]): readonly estypes.QueryDslQueryContainer[] {
  return where.flatMap((condition) => translate(condition).undecided);
}

/**
 * Looks for documents whose values are not all indexed: older ones, which have no facets, those of which Elasticsearch left out one of
 * the fields, as the text was too long or the index had too many fields, and those that hold what facets do not tell apart.
 *
 * @param parts - Which documents these are beside those that have no facets.
 * @throws NotIndexedError where there is one.
 */
function* refuseUnindexed(
  project: string,
  window: TimeWindow,
  parts: readonly estypes.QueryDslQueryContainer[],
): SearchPlan<undefined> {
  const whole = { bool: { must_not: { terms: { 'memex.form': Object.values(FORMS) } } } };
  const unindexed = { bool: { should: [whole, ...parts] } };
  const [answer]: readonly (Answer | undefined)[] = yield [narrowed(selectionOf(project, window), unindexed)];
  if (answer === undefined || answer.found) throw new NotIndexedError('there are documents without facets');
  return undefined;
}
