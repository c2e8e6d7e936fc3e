import type { Analysis, AnalysisRequest, IdentityField, Outcome, TimeWindow } from '@memex/core/ports';
import { type FieldMeasure, isAnswerMeasure } from '@memex/core/toolkit';
import { ColumnStore } from '../columns/column-store.js';
import type { MeasureInput } from '../protocol/measure.js';
import type { Connection } from '../schema/connection.js';
import { IDENTITIES } from '../schema/tables.js';
import { measureAnswers } from './answers.js';
import { columnOf, inColumns } from './columns.js';
import { countDistinct } from './fields.js';
import { measureColumns } from './from-columns.js';
import { countFirstSeen, countPresent, countSingle } from './identities.js';
import { type Scope, scopeOf } from './scope.js';
import { countTerms } from './terms.js';
import { measureTexts, type TextMeasure } from './texts.js';

/**
 * Computes all measures on one state of the file: from columns in memory if there is room for them, otherwise from an index if it has
 * everything needed, otherwise from the texts.
 */
export function measureAll(
  connection: Connection,
  sent: MeasureInput,
  columns = new ColumnStore(0),
): readonly Analysis[] {
  const { request } = sent;
  return connection.snapshot(() => {
    const scope = scopeOf(connection, sent);
    const fromColumns = measureColumns(columns, scope, request);
    const plans = request.measures.map((measure): (() => Analysis) | TextMeasure => {
      const answer = fromColumns(measure);
      if (answer !== undefined) return () => eachWindow(request, answer);
      if (isAnswerMeasure(measure)) return () => measureAnswers(scope, request, measure);
      const plan = planFor(scope, measure);
      return typeof plan === 'function' ? () => eachWindow(request, plan) : plan;
    });
    const read = measureTexts(
      scope,
      request,
      plans.filter((plan) => typeof plan !== 'function'),
    );
    return plans.flatMap((plan) => (typeof plan === 'function' ? plan() : (read.get(plan) ?? [])));
  });
}

/** Computes a measure over a window from an index. */
type Answer = (window: TimeWindow) => Outcome;

function eachWindow({ window, buckets }: AnalysisRequest, answer: Answer): Analysis {
  return { total: answer(window), series: buckets.map(answer) };
}

/** Returns how to compute a measure from an index; the measure itself if the texts must be read. */
function planFor(scope: Scope, measure: TextMeasure): Answer | TextMeasure {
  switch (measure.measure) {
    case 'firstSeen':
    case 'singletons':
      return byIdentity(scope, measure) ?? measure;
    case 'distinct':
    case 'terms':
      return byColumn(scope, measure) ?? measure;
    case 'numbers':
    case 'percentiles':
      return measure;
  }
}

function byIdentity(
  scope: Scope,
  { measure, field, where }: Exclude<TextMeasure, FieldMeasure>,
): Answer | undefined {
  const condition = inColumns(where);
  if (condition === undefined) return undefined;
  return measure === 'firstSeen'
    ? (window) => countFirstSeen(scope, field, window, where.length === 0 ? undefined : condition)
    : (window) => countSingle(scope, field, window, condition, isInTheirIndices(where));
}

function byColumn(scope: Scope, measured: FieldMeasure): Answer | undefined {
  const { measure, field, where } = measured;
  const column = columnOf(field);
  const condition = inColumns(where);
  if (column === undefined || condition === undefined) return undefined;
  if (measure === 'distinct') {
    return isIdentity(field) && isInTheirIndices(where)
      ? (window) => countPresent(scope, field, window, condition)
      : (window) => countDistinct(scope, column, window, condition);
  }
  return measured.measure === 'terms'
    ? (window) => countTerms(scope, column, measured, window, condition)
    : undefined;
}

/** Fields that the indices by user and by conversation contain too. */
const IN_THEIR_INDICES = new Set<string>(['type', 'timestamp']);

function isInTheirIndices(where: FieldMeasure['where']): boolean {
  return where.every((one) => IN_THEIR_INDICES.has(one.field));
}

function isIdentity(path: string): path is IdentityField {
  return path in IDENTITIES;
}
