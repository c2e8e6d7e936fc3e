import type { estypes } from '@elastic/elasticsearch';
import type { Analysis, Condition, Measure } from '@memex/core/ports';
import { historyOf, type TermsMeasure } from '@memex/core/toolkit';
import { WITHOUT_FORM } from '../read/query.js';
import { measureAnswers } from './answers.js';
import { translateCondition } from './conditions.js';
import { distinctIn } from './distinct.js';
import { longValuesField, numbersField, unindexedAt, unindexedLongAt, valuesField } from './fields.js';
import { firstSeen } from './first-seen.js';
import { NotIndexedError } from './not-indexed.js';
import { numbersIn } from './numbers.js';
import { percentilesIn } from './percentiles.js';
import { roundedAt } from './rounded.js';
import { narrowed, overParts, type Scope, selectionOf } from './scope.js';
import type { SearchClient } from './search-client.js';
import { singletonsIn } from './singletons.js';
import { termsIn } from './terms.js';

/** Answers a measure from what is indexed. Resolves with `undefined` if that is not enough, and the messages have to be read. */
export async function measureByIndex(
  client: SearchClient,
  measure: Measure,
  scope: Scope,
): Promise<Analysis | undefined> {
  const failed = new AbortController();
  const own = client.until(failed.signal);
  try {
    const [analysis] = await Promise.all([
      analysisOf(own, measure, scope),
      refuseUnindexed(own, measure, scope),
    ]);
    return analysis;
  } catch (error) {
    // The measure has no answer, so its other searches are not needed.
    failed.abort(error);
    if (error instanceof NotIndexedError) return undefined;
    throw error;
  }
}

async function analysisOf(client: SearchClient, measure: Measure, scope: Scope): Promise<Analysis> {
  switch (measure.measure) {
    case 'distinct':
      return distinctOver(client, measure, scope);
    case 'firstSeen':
      return firstSeen(client, measure, scope);
    case 'unanswered':
    case 'responseTimes':
      return measureAnswers(client, measure, scope);
    case 'singletons':
      return overParts(
        client,
        scope,
        measure.where,
        (searching, selection) => singletonsIn(searching, selection, measure.field),
        { byTotal: 'unknown', byValues: { field: `${measure.field}.keyword`, each: 2 } },
      );
    case 'terms':
      return overParts(client, scope, measure.where, (searching, selection) =>
        termsIn(searching, selection, measure),
      );
    case 'numbers':
      return overParts(client, scope, measure.where, (searching, selection) =>
        numbersIn(searching, selection, numbersField(measure.field)),
      );
    case 'percentiles':
      return overParts(client, scope, measure.where, (searching, selection) =>
        percentilesIn(searching, selection, numbersField(measure.field), measure.percents),
      );
  }
}

function distinctOver(
  client: SearchClient,
  measure: Extract<Measure, { readonly measure: 'distinct' }>,
  scope: Scope,
): Promise<Analysis> {
  const fields = { field: valuesField(measure.field), long: longValuesField(measure.field) };
  return overParts(
    client,
    scope,
    measure.where,
    (searching, selection) => distinctIn(searching, selection, fields, scope.exactDistinct),
    fields.long === null ? { byValues: { field: fields.field, each: 1 } } : {},
  );
}

/**
 * Searches for documents whose values are not all indexed: older documents, documents in which Elasticsearch left out a field because its
 * text was too long or the index had too many fields, and documents with values that the index cannot tell apart.
 *
 * @throws NotIndexedError if there is one.
 */
async function refuseUnindexed(client: SearchClient, measure: Measure, scope: Scope): Promise<void> {
  const leftOut = { terms: { _ignored: [...fieldsOf(measure)] } };
  const unindexed = { bool: { should: [WITHOUT_FORM, leftOut, ...undecidedBy(measure)] } };
  const span = historyOf(measure, scope.parts[0]);
  const answer = await client.search(narrowed(selectionOf(scope.project, span), unindexed));
  if (answer === undefined || answer.found) throw new NotIndexedError('some documents are not indexed');
}

/** The fields that the answer to a measure depends on. */
function fieldsOf(measure: Measure): readonly string[] {
  switch (measure.measure) {
    case 'unanswered':
    case 'responseTimes':
      return present(['messageId.keyword', 'responseTo.keyword', ...fieldsIn(measure.where)]);
    case 'firstSeen':
    case 'singletons':
      return present([`${measure.field}.keyword`, ...fieldsIn(measure.where)]);
    case 'distinct': {
      const own = longValuesField(measure.field) === null ? valuesField(measure.field) : null;
      return present([own, ...fieldsIn(measure.where)]);
    }
    case 'terms':
      return present([valuesField(measure.field), ...identityField(measure), ...fieldsIn(measure.where)]);
    case 'numbers':
    case 'percentiles':
      return present([numbersField(measure.field), ...fieldsIn(measure.where)]);
  }
}

function identityField({ of }: TermsMeasure): readonly string[] {
  return of === 'messages' ? [] : [`${of}.keyword`];
}

function fieldsIn(where: readonly Condition[]): readonly (string | null)[] {
  return where.map((condition) => translateCondition(condition).field);
}

function present(fields: readonly (string | null)[]): readonly string[] {
  return fields.filter((field) => field !== null);
}

/** Documents whose indexed values do not decide the measure. */
function undecidedBy(measure: Measure): readonly estypes.QueryDslQueryContainer[] {
  switch (measure.measure) {
    case 'distinct':
    case 'terms':
      return [...roundedAt(measure.field), ...unindexedIn(measure), ...undecidedIn(measure.where)];
    case 'numbers':
    case 'percentiles':
      return [...unindexedAt(measure.field), ...undecidedIn(measure.where)];
    case 'unanswered':
    case 'responseTimes':
    case 'firstSeen':
    case 'singletons':
      return undecidedIn(measure.where);
  }
}

function unindexedIn({
  measure,
  field,
}: Extract<Measure, { readonly measure: 'distinct' | 'terms' }>): readonly estypes.QueryDslQueryContainer[] {
  if (measure === 'distinct' && longValuesField(field) !== null) return unindexedLongAt(field);
  return unindexedAt(field);
}

function undecidedIn(where: readonly Condition[]): readonly estypes.QueryDslQueryContainer[] {
  return where.flatMap((condition) => translateCondition(condition).undecided);
}
