import type { AnalysisRequest, Condition, Measure, Outcome, TimeWindow } from '@memex/core/ports';
import { type AnswerMeasure, isAnswerMeasure } from '@memex/core/toolkit';
import { ANSWERED, keyOf } from '../columns/column.js';
import type { ColumnStore } from '../columns/column-store.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import type { Period, Segment } from '../columns/segment.js';
import type { ColumnName } from '../protocol/columns.js';
import { counterOf, measuredColumns } from './column-measures.js';
import { IS_REQUEST } from './requests.js';
import { columnFor, filterFor } from './row-filters.js';
import type { Scope } from './scope.js';
import { keep, narrow, type Selection, selectWithin } from './selection.js';

/** Computes a measure over a part of the window that was asked for. */
type Answer = (window: TimeWindow) => Outcome;

/** Measures from columns. Returns `undefined` where they would take too much memory, or are no help. */
export type FromColumns = (measure: Measure) => Answer | undefined;

const NOTHING: FromColumns = () => undefined;

export function measureColumns(
  store: ColumnStore,
  scope: Scope,
  { window, measures }: AnalysisRequest,
): FromColumns {
  const { connection, projectId, refuseAbandoned } = scope;
  const options = { connection, refuseAbandoned };
  const project = store.open(projectId, window, options);
  if (project === undefined) return NOTHING;
  const all = selectWithin(project.segments, window);
  const segments = all.map(({ segment }) => segment);
  const selectionOf = selecting(project, all);
  const held: ColumnName[] = [];
  const fill = (names: readonly ColumnName[]) =>
    store.fill(project, segments, different(names), held, options);
  const fillResponses = (measure: AnswerMeasure): boolean => {
    const wide = withResponses(measure, window);
    const needed = [...held, ...columnsFor(measure)];
    return (
      store.widen(project, wide, needed, options) &&
      store.fill(project, segmentsWithin(project, wide), [ANSWERED], needed, options)
    );
  };
  // At best all columns are read at once. Where they are too many, each measure may still have its own.
  fill([...measures.flatMap(columnsFor), ...(measures.some(isAnswerMeasure) ? [ANSWERED] : [])]);
  return (measure) => {
    const counter = counterOf(measure);
    const names = columnsFor(measure);
    if (counter === undefined || !fill(names)) return undefined;
    if (isAnswerMeasure(measure) && !fillResponses(measure)) return undefined;
    held.push(...names, ...(isAnswerMeasure(measure) ? [ANSWERED] : []));
    const count = counter(project, scope, window);
    const selection = selectionOf(conditionsOf(measure));
    return (part) => count(narrow(selection, part), part);
  };
}

/** The window with the responses that a measure asks about: those to requests may come after it, and some before. */
function withResponses({ measure }: AnswerMeasure, { from }: TimeWindow): Period {
  return { from: measure === 'unanswered' ? undefined : from, to: Number.MAX_SAFE_INTEGER };
}

function segmentsWithin(project: ProjectColumns, window: Period): readonly Segment[] {
  return selectWithin(project.segments, window).map(({ segment }) => segment);
}

function different(names: readonly ColumnName[]): readonly ColumnName[] {
  return [...new Map(names.map((name) => [keyOf(name), name])).values()];
}

/** Selects the rows that meet conditions, once for all measures with the same. */
function selecting(project: ProjectColumns, all: Selection): (where: readonly Condition[]) => Selection {
  const selections = new Map<string, Selection>();
  return (where) => {
    const key = JSON.stringify(where);
    const known = selections.get(key);
    if (known !== undefined) return known;
    const selection = where.reduce((rest, one) => keep(rest, filterFor(project, one)), all);
    selections.set(key, selection);
    return selection;
  };
}

/** The columns that a measure needs, if columns are of use for it. */
function columnsFor(measure: Measure): readonly ColumnName[] {
  if (counterOf(measure) === undefined) return [];
  return [...conditionsOf(measure).map(columnFor), ...measuredColumns(measure)].filter(
    (name) => name !== undefined,
  );
}

function conditionsOf(measure: Measure): readonly Condition[] {
  return isAnswerMeasure(measure) ? [IS_REQUEST, ...measure.where] : measure.where;
}
