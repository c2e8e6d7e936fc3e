import type { Outcome, Term } from '@memex/core/ports';
import { createTopTerms, field, type TermsMeasure } from '@memex/core/toolkit';
import { keyOf } from '../columns/column.js';
import { NO_CODE } from '../columns/dictionary.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import type { Segment } from '../columns/segment.js';
import { type CellReader, cellReader } from './cells.js';
import { indexColumnOf } from './index-column.js';
import type { CountedCells } from './pairs.js';
import type { Scope } from './scope.js';
import type { Selection } from './selection.js';
import { TermCounts } from './term-counts.js';

/** Finds the values that most messages, users or conversations of a selection have, and how many have any other. */
export function termCounter(
  project: ProjectColumns,
  measure: TermsMeasure,
  scope: Scope,
): (selection: Selection) => Outcome {
  const { field: path, of } = measure;
  const cells = cellReader(project, path, scope.connection);
  const whoKey = of === 'messages' ? undefined : identityKey(of);
  const whoOf = whoKey === undefined ? undefined : identityReader(whoKey);
  const identities = whoKey === undefined ? 0 : project.dictionaryOf(whoKey).size;
  const counted = new TermCounts();
  return (selection) => {
    const found = selection.map(({ segment, rows }): CountedCells => {
      const read = cells.read(segment, rows);
      return { segment, rows: read.rows, values: read.values, who: whoOf?.(segment, read.rows) };
    });
    counted.count(found, cells.size(), identities);
    const top = firstTerms(counted, cells, measure, scope);
    const terms = top.map(({ value, count }) => ({ value, count }));
    if (counted.present.length <= top.length) return { answer: 'terms', terms, rest: null };
    const first = new Uint8Array(cells.size());
    for (const { number } of top) first[number] = 1;
    return { answer: 'terms', terms, rest: countOthers(found, first, identities) };
  };
}

/** A term, and the number that stands for its value. */
interface NumberedTerm extends Term {
  readonly number: number;
}

/** Of very many values that are as frequent as the last one shown, only some are in memory at a time. */
const VALUES_AT_ONCE = 1_000;

function firstTerms(
  counted: TermCounts,
  cells: CellReader,
  { field: path, limit }: TermsMeasure,
  { refuseAbandoned }: Scope,
): readonly NumberedTerm[] {
  const candidates = candidatesIn(counted, limit);
  const top = createTopTerms<NumberedTerm>(path, limit);
  for (let start = 0; start < candidates.length; start += VALUES_AT_ONCE) {
    refuseAbandoned();
    const numbers = candidates.subarray(start, start + VALUES_AT_ONCE);
    const ids = Array.from(numbers, (number) => counted.idOf(number));
    for (const [index, value] of cells.valuesOf(numbers, ids).entries()) {
      const number = numbers[index] ?? 0;
      top.add({ value, count: counted.counts[number] ?? 0, number });
    }
  }
  return top.terms();
}

/** The values that may be among the first: what they are must be read, to order those with equal counts. */
function candidatesIn({ present, counts }: TermCounts, limit: number): Int32Array {
  if (present.length <= limit) return present;
  const sorted = Float64Array.from(present, (value) => counts[value] ?? 0).sort();
  const least = sorted[sorted.length - limit] ?? 0;
  return present.filter((value) => (counts[value] ?? 0) >= least);
}

function identityKey(identity: 'userId' | 'conversationId'): string {
  const indexed = indexColumnOf(field(identity));
  if (indexed === undefined) throw new TypeError(`${identity} is in no index`);
  return keyOf(indexed.name);
}

function identityReader(key: string): (segment: Segment, rows: Int32Array) => Int32Array {
  return (segment, rows) => {
    const { codes } = segment.codeColumn(key);
    const who = new Int32Array(rows.length);
    for (let index = 0; index < rows.length; index++) who[index] = codes[rows[index] ?? 0] ?? NO_CODE;
    return who;
  };
}

/** How many have any value that is not among the first. */
function countOthers(found: readonly CountedCells[], first: Uint8Array, identities: number): number {
  const seen = new Uint8Array(identities);
  let [others, messages] = [0, 0];
  for (const { rows, values, who } of found) {
    let last = -1;
    for (let cell = 0; cell < values.length; cell++) {
      const row = rows[cell] ?? 0;
      if (first[values[cell] ?? 0] === 1) continue;
      const one = who?.[cell] ?? NO_CODE;
      if (one !== NO_CODE && seen[one] === 0) {
        seen[one] = 1;
        others++;
      }
      if (row !== last) messages++;
      last = row;
    }
  }
  return found.some(({ who }) => who !== undefined) ? others : messages;
}
