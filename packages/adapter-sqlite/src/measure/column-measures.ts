import type { FieldPath, Measure, Outcome, TimeWindow } from '@memex/core/ports';
import { field, fieldKind, isAnswerMeasure, percentileRank, summarize } from '@memex/core/toolkit';
import { keyOf, MESSAGE_IDS } from '../columns/column.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import type { ColumnName } from '../protocol/columns.js';
import { responseTimesCounter, unansweredCounter } from './answer-counters.js';
import { codesIn, distinctCounter, singletonCounter, valueCodesIn } from './counters.js';
import { firstSeenCounter } from './first-seen-counter.js';
import { indexColumnOf } from './index-column.js';
import { countDifferent, doublesOf, instantsOf, numbersOf } from './numbers.js';
import { numbersAtRanks } from './ranks.js';
import type { Scope } from './scope.js';
import type { Selection } from './selection.js';
import { termCounter } from './term-counter.js';

/** Measures one selection after the other, each of a window. */
export type Counter = (selection: Selection, window: TimeWindow) => Outcome;

/** How to measure rows whose columns are filled; `undefined` where columns are no help. */
export function counterOf(
  measure: Measure,
): ((project: ProjectColumns, scope: Scope, window: TimeWindow) => Counter) | undefined {
  switch (measure.measure) {
    case 'unanswered':
      return (project) => unansweredCounter(project);
    case 'responseTimes':
      return (project) => responseTimesCounter(project, measure.statistic);
    case 'firstSeen':
      // Without conditions, the table of first messages has it all.
      return measure.where.length === 0
        ? undefined
        : (project, scope, window) => firstSeenCounter(scope, project, measure.field, window);
    case 'distinct':
      return (project) => distinct(project, measure.field);
    case 'singletons':
      return (project) => singletons(project, measure.field);
    case 'terms':
      return (project, scope) => termCounter(project, measure, scope);
    case 'numbers':
      return () => (selection) => ({
        answer: 'numbers',
        summary: summarize(numbersIn(measure.field, selection)),
      });
    case 'percentiles':
      return () => (selection) => ({
        answer: 'percentiles',
        values: percentilesOf(numbersIn(measure.field, selection), measure.percents),
      });
  }
}

/** The columns that are measured. None for instants, which are always there. */
export function measuredColumns(measure: Measure): readonly ColumnName[] {
  const own = measuredColumn(measure);
  const counted = measure.measure === 'terms' && measure.of !== 'messages' ? measure.of : undefined;
  const others = counted === undefined ? undefined : indexColumnOf(field(counted))?.name;
  return [own, others].filter((name) => name !== undefined);
}

function measuredColumn(measure: Measure): ColumnName | undefined {
  if (isAnswerMeasure(measure)) return MESSAGE_IDS;
  const path = field(measure.field);
  if (fieldKind(path) === 'instant') return undefined;
  const isOfNumbers = measure.measure === 'numbers' || measure.measure === 'percentiles';
  const indexed = isOfNumbers ? undefined : indexColumnOf(path)?.name;
  return indexed ?? { kind: 'values', path };
}

function distinct(project: ProjectColumns, path: FieldPath): Counter {
  if (fieldKind(path) === 'instant') return (selection) => countOf(countDifferent(instantsOf(selection)));
  const indexed = indexColumnOf(path);
  if (indexed !== undefined) {
    const key = keyOf(indexed.name);
    const count = distinctCounter(
      indexed.codes ? codesBelow(indexed.codes) : project.dictionaryOf(key).size,
      codesIn(key),
    );
    return (selection) => countOf(count(selection));
  }
  const key = keyOf({ kind: 'values', path });
  const count = distinctCounter(project.valueDictionaryOf(key).size, valueCodesIn(key));
  return (selection) => countOf(count(selection) + countDifferent(doublesOf(key, selection)));
}

function singletons(project: ProjectColumns, path: string): Counter {
  const indexed = indexColumnOf(field(path));
  if (indexed === undefined) throw new TypeError(`${path} is in no index`);
  const key = keyOf(indexed.name);
  const count = singletonCounter(project.dictionaryOf(key).size, codesIn(key));
  return (selection) => countOf(count(selection));
}

function codesBelow(codes: ReadonlyMap<string, number>): number {
  return Math.max(...codes.values()) + 1;
}

function numbersIn(path: FieldPath, selection: Selection): Float64Array {
  return fieldKind(path) === 'instant'
    ? new Float64Array(0)
    : numbersOf(keyOf({ kind: 'values', path }), selection);
}

function percentilesOf(numbers: Float64Array, percents: readonly number[]): readonly number[] | null {
  if (numbers.length === 0) return null;
  const places = percents.map((percent) => percentileRank(percent, numbers.length));
  const ranks = [...new Set(places.flatMap(({ below, above }) => [below, above]))].sort((a, b) => a - b);
  const found = numbersAtRanks(numbers, ranks);
  const numberAt = (rank: number): number => found[ranks.indexOf(rank)] ?? Number.NaN;
  return places.map(({ below, above, part }) => numberAt(below) + (numberAt(above) - numberAt(below)) * part);
}

function countOf(count: number): Outcome {
  return { answer: 'count', count, approximate: false };
}
