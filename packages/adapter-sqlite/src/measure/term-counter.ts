import type { Outcome, Term } from '@memex/core/ports';
import { createTopTerms, field, type Scalar, type TermsMeasure } from '@memex/core/toolkit';
import { keyOf } from '../columns/column.js';
import { NO_CODE } from '../columns/dictionary.js';
import type { ReadMessage } from '../columns/path-leaf.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import type { Segment } from '../columns/segment.js';
import { cellReader } from './cells.js';
import { indexColumnOf } from './index-column.js';
import { type CountedCells, countPairs } from './pairs.js';
import type { Selection } from './selection.js';

/** How many have each value, and one message that has it (0: none has). */
interface Counts {
  readonly counts: Float64Array;
  readonly ids: Float64Array;
}

/** Finds the values that most messages, users or conversations of a selection have, and how many have any other. */
export function termCounter(
  project: ProjectColumns,
  measure: TermsMeasure,
  readMessage: ReadMessage,
): (selection: Selection) => Outcome {
  const { field: path, of, limit } = measure;
  const cells = cellReader(project, path, readMessage);
  const whoKey = of === 'messages' ? undefined : identityKey(of);
  const whoOf = whoKey === undefined ? undefined : identityReader(whoKey);
  const identities = whoKey === undefined ? 0 : project.dictionaryOf(whoKey).size;
  const known = new Map<number, Scalar>();
  const scalarOf = (value: number, id: number): Scalar => {
    const scalar = known.get(value) ?? cells.valueOf(value, id);
    known.set(value, scalar);
    return scalar;
  };
  return (selection) => {
    const found = selection.map(({ segment, rows }): CountedCells => {
      const read = cells.read(segment, rows);
      return { segment, rows: read.rows, values: read.values, who: whoOf?.(segment, read.rows) };
    });
    const { counts, ids } = countEach(found, cells.size(), identities);
    const candidates = candidatesIn(counts, ids, limit);
    const top = createTopTerms(path, limit);
    const numbers = new Map<Term, number>();
    for (const value of candidates) {
      const term = { value: scalarOf(value, ids[value] ?? 0), count: counts[value] ?? 0 };
      numbers.set(term, value);
      top.add(term);
    }
    const terms = top.terms();
    const first = new Uint8Array(counts.length);
    for (const term of terms) first[numbers.get(term) ?? 0] = 1;
    const hasRest = ids.some((id, value) => id !== 0 && first[value] === 0);
    return { answer: 'terms', terms, rest: hasRest ? countOthers(found, first, identities) : null };
  };
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

/** @param identities - How many users or conversations there are; 0 where messages are counted. */
function countEach(found: readonly CountedCells[], size: number, identities: number): Counts {
  const [counts, ids] = [new Float64Array(size), new Float64Array(size)];
  for (const { segment, rows, values, who } of found) {
    const counted = who === undefined ? 1 : 0;
    for (let cell = 0; cell < values.length; cell++) {
      const value = values[cell] ?? 0;
      counts[value] = (counts[value] ?? 0) + counted;
      if (ids[value] === 0) ids[value] = segment.ids[rows[cell] ?? 0] ?? 0;
    }
  }
  if (identities > 0) countPairs(found, counts, identities);
  return { counts, ids };
}

/** The values that may be among the first: what they are must be read, to order those with equal counts. */
function candidatesIn(counts: Float64Array, ids: Float64Array, limit: number): readonly number[] {
  const present = [...ids.keys()].filter((value) => ids[value] !== 0);
  if (present.length <= limit) return present;
  const sorted = Float64Array.from(present, (value) => counts[value] ?? 0).sort();
  const least = sorted[sorted.length - limit] ?? 0;
  return present.filter((value) => (counts[value] ?? 0) >= least);
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
