import type { AnalysisRequest, Condition, TimeWindow } from '@memex/core/ports';
import { field, fulfils, valuesAt } from '@memex/core/toolkit';
import { Dictionary } from '../columns/dictionary.js';
import { computeHash } from '../schema/hash.js';
import { allOf, type SqlCondition } from '../statements/conditions.js';
import { messagesOf } from './bucketed.js';
import { inColumns } from './columns.js';
import { type Scope, within } from './scope.js';

/** Requests in the order of time. Their ids are small numbers, counted from 0. */
export class Requests {
  private readonly ids = new Dictionary();
  private readonly codes: number[] = [];
  private readonly instants: number[] = [];

  /** How many different ids there are. */
  get size(): number {
    return this.ids.size;
  }

  add(code: (ids: Dictionary) => number, at: number): void {
    this.codes.push(code(this.ids));
    this.instants.push(at);
  }

  /** The number of an id by its hash. `NO_CODE` if no request has it. */
  find(hash: bigint): number {
    return this.ids.find(hash);
  }

  /** Visits the first request with each id within a window. */
  eachFirst({ from, to }: TimeWindow, visit: (code: number, at: number) => void): void {
    const seen = new Uint8Array(this.ids.size);
    for (let index = from === undefined ? 0 : this.firstFrom(from); index < this.codes.length; index++) {
      const [code = 0, at = 0] = [this.codes[index], this.instants[index]];
      if (at > to) return;
      if (seen[code] === 1) continue;
      seen[code] = 1;
      visit(code, at);
    }
  }

  /** The index of the first request from an instant on. */
  private firstFrom(from: number): number {
    let [low, high] = [0, this.instants.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.instants[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export const IS_REQUEST: Condition = { field: field('type'), operation: 'term', value: 'request' };

/** Reads the requests of a window that meet conditions: from an index if it has what they look at, otherwise from the texts. */
export function readRequests(
  scope: Scope,
  { project, window }: AnalysisRequest,
  where: readonly Condition[],
): Requests {
  const condition = inColumns([IS_REQUEST, ...where]);
  const requests = new Requests();
  if (condition !== undefined) {
    readIndex(scope, window, condition, requests);
    return requests;
  }
  const holds = fulfils(where);
  const selection = {
    table: 'messages',
    projects: [project],
    ...window,
    fields: { type: 'request' },
  } as const;
  for (const message of messagesOf(scope, selection)) {
    const [id] = ids(message);
    const [at] = instants(message);
    if (typeof id === 'string' && typeof at === 'number' && holds(message))
      requests.add((codes) => codes.encodeHash(computeHash(id)), at);
  }
  return requests;
}

const ids = valuesAt(field('messageId'));
const instants = valuesAt(field('timestamp'));

/** Rows of one statement. */
const ROWS = 10_000;

/** Hashes are too large for numbers, so their halves are read. */
function readIndex(scope: Scope, window: TimeWindow, condition: SqlCondition, requests: Requests): void {
  const all = allOf([within(scope, { to: window.to }), condition]);
  const select = scope.connection.prepare(
    `SELECT e.at, e.id, e.message_h >> 32, e.message_h & 4294967295 FROM messages e INDEXED BY messages_by_time
     WHERE ${all.sql} AND (e.at, e.id) > (?, ?) ORDER BY e.at, e.id LIMIT ${ROWS}`,
  );
  let place: readonly [number, number] = [(window.from ?? 0) - 1, Number.MAX_SAFE_INTEGER];
  for (;;) {
    scope.refuseAbandoned();
    const rows = select.all(...all.values, ...place);
    for (const [at, , upper, lower] of rows)
      requests.add((codes) => codes.encode(Number(upper), Number(lower) | 0), Number(at));
    const [at, id] = rows.at(-1) ?? [];
    if (rows.length < ROWS) return;
    place = [Number(at), Number(id)];
  }
}
