import type { Outcome, Statistic } from '@memex/core/ports';
import { MICROS_PER_SECOND, statisticOf } from '@memex/core/toolkit';
import { ANSWERED, keyOf, MESSAGE_IDS } from '../columns/column.js';
import { NO_CODE } from '../columns/dictionary.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import { codesIn } from './counters.js';
import type { Selection } from './selection.js';

/** Counts the different message ids of selected requests that no response of the project answers. */
export function unansweredCounter(project: ProjectColumns): (selection: Selection) => Outcome {
  const answered = new Uint8Array(idsOf(project));
  eachResponse(project, (code) => {
    answered[code] = 1;
  });
  const firstOf = firstRequests(project);
  return (selection) => {
    let count = 0;
    firstOf(selection, (code) => {
      if (answered[code] === 0) count++;
    });
    return { answer: 'count', count, approximate: false };
  };
}

/** A statistic of the seconds from selected requests to their first responses. */
export function responseTimesCounter(
  project: ProjectColumns,
  statistic: Statistic,
): (selection: Selection) => Outcome {
  const { starts, instants } = responsesById(project);
  const firstOf = firstRequests(project);
  return (selection) => {
    const times: number[] = [];
    firstOf(selection, (code, at) => {
      let response = Number.POSITIVE_INFINITY;
      for (let index = starts[code] ?? 0; index < (starts[code + 1] ?? 0); index++) {
        const one = instants[index] ?? 0;
        if (one >= at && one < response) response = one;
      }
      if (response < Number.POSITIVE_INFINITY) times.push((response - at) / MICROS_PER_SECOND);
    });
    return statisticOf(statistic, times);
  };
}

/** Message ids have codes below. */
function idsOf(project: ProjectColumns): number {
  return project.dictionaryOf(keyOf(MESSAGE_IDS)).size;
}

function eachResponse(project: ProjectColumns, visit: (code: number, at: number) => void): void {
  const key = keyOf(ANSWERED);
  for (const { codes, instants } of project.segments) {
    const column = codes.get(key);
    if (column === undefined) continue;
    for (let row = 0; row < column.length; row++) {
      const code = column.codes[row] ?? NO_CODE;
      if (code !== NO_CODE) visit(code, instants[row] ?? 0);
    }
  }
}

/** The instants of all responses, those to one message next to each other; where those to each message start. */
function responsesById(project: ProjectColumns) {
  const starts = new Int32Array(idsOf(project) + 1);
  eachResponse(project, (code) => {
    starts[code + 1] = (starts[code + 1] ?? 0) + 1;
  });
  for (let code = 1; code < starts.length; code++)
    starts[code] = (starts[code] ?? 0) + (starts[code - 1] ?? 0);
  const instants = new Float64Array(starts.at(-1) ?? 0);
  const next = starts.slice();
  eachResponse(project, (code, at) => {
    const index = next[code] ?? 0;
    next[code] = index + 1;
    instants[index] = at;
  });
  return { starts, instants };
}

/** Visits each message id of a selection, with the instant of its first message there. */
function firstRequests(project: ProjectColumns) {
  const first = new Float64Array(idsOf(project)).fill(Number.POSITIVE_INFINITY);
  const codesOf = codesIn(keyOf(MESSAGE_IDS));
  return (selection: Selection, visit: (code: number, at: number) => void): void => {
    const found: number[] = [];
    for (const { segment, rows } of selection) {
      const codes = codesOf(segment, rows);
      for (let index = 0; index < codes.length; index++) {
        const code = codes[index] ?? NO_CODE;
        const at = segment.instants[rows[index] ?? 0] ?? 0;
        const known = first[code] ?? 0;
        if (known === Number.POSITIVE_INFINITY) found.push(code);
        if (at < known) first[code] = at;
      }
    }
    for (const code of found) {
      visit(code, first[code] ?? 0);
      first[code] = Number.POSITIVE_INFINITY;
    }
  };
}
