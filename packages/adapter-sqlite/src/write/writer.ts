import { RESULT, resultCodeOf } from '../driver/result-code.js';
import type { Connection } from '../schema/connection.js';
import { failureOf, Refusal } from '../thread/failure.js';
import type { EraseRequest, Outcome, SharedRequest, WriteRequest, WriteResult } from '../thread/protocol.js';
import { writeAnalytic } from './analytics.js';
import { EntryWriter } from './entries.js';
import { erase } from './erase.js';
import { recallBatch, rememberBatch } from './idempotency.js';
import { releaseTexts, removeSelected } from './remove.js';

type Outcomes = readonly Outcome<WriteResult>[];

/** Answers what is asked of a writing thread. Requests next to each other share a commit, except those that erase. */
export function createWriter(
  connection: Connection,
): (requests: readonly WriteRequest[]) => Iterable<Outcomes> {
  const entries = new EntryWriter(connection);
  return function* (requests) {
    let shared: SharedRequest[] = [];
    for (const request of requests) {
      if (request.op !== 'erase') {
        shared.push(request);
        continue;
      }
      if (shared.length > 0) yield commit(connection, entries, shared);
      shared = [];
      entries.forgetFirstSeen();
      yield [eraseAlone(connection, request)];
    }
    if (shared.length > 0) yield commit(connection, entries, shared);
  };
}

/** Runs all requests in one transaction or, where one makes it fail, each in its own: it does not fail the others. */
function commit(connection: Connection, entries: EntryWriter, requests: readonly SharedRequest[]): Outcomes {
  try {
    return connection.transaction(() => {
      entries.begin();
      return requests.map((request) => attempt(connection, entries, request));
    });
  } catch (error) {
    entries.forget();
    if (requests.length === 1 || isLocked(error)) return requests.map(() => ({ failure: failureOf(error) }));
    return requests.flatMap((request) => commit(connection, entries, [request]));
  }
}

/** Refusals come before a request has written anything; whatever else is thrown ends the transaction. */
function attempt(connection: Connection, entries: EntryWriter, request: SharedRequest): Outcome<WriteResult> {
  try {
    return { result: write(connection, entries, request) };
  } catch (error) {
    if (error instanceof Refusal) return { failure: error.failure };
    throw error;
  }
}

function write(connection: Connection, entries: EntryWriter, request: SharedRequest): WriteResult {
  switch (request.op) {
    case 'append': {
      const earlier = recallBatch(connection, request);
      if (earlier !== undefined) return { count: 0, earlier };
      for (const row of request.rows) entries.insert(request.table, row);
      rememberBatch(connection, request);
      return { count: request.rows.length };
    }
    case 'replace': {
      const count = removeSelected(connection, request.selection, 1);
      if (count > 0) entries.insert(request.selection.table, request.row);
      return { count };
    }
    case 'remove':
      entries.forgetFirstSeen();
      return { count: removeSelected(connection, request.selection, request.most) };
    case 'release':
      return { count: releaseTexts(connection, request.table, request.run) };
    case 'define':
    case 'saveResult':
    case 'undefine':
      return { count: writeAnalytic(connection, request) };
  }
}

function eraseAlone(connection: Connection, { selection }: EraseRequest): Outcome<WriteResult> {
  try {
    return { result: { count: erase(connection, selection) } };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function isLocked(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code === RESULT.BUSY || code === RESULT.LOCKED;
}
