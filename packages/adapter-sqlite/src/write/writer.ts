import { attempt, type RequestOutcome } from '../errors/outcome.js';
import { type Handlers, handle } from '../protocol/operations.js';
import type { Serve, WorkerResult } from '../protocol/worker.js';
import type {
  AppendRequest,
  AppendResult,
  SharedWriteOperations,
  SharedWriteRequest,
} from '../protocol/writes.js';
import type { Connection } from '../schema/connection.js';
import type { DatabaseFile } from '../schema/open.js';
import { defineAnalytic, deleteAnalytic, saveResult } from './analytics.js';
import { commit } from './commit.js';
import { EntryWriter } from './entries.js';
import { erase } from './erase.js';
import { recallBatch, rememberBatch } from './idempotency.js';
import { deleteValue, putValue, putValueIfAbsent } from './key-values.js';
import { writeProbe } from './probe.js';
import { releaseTexts, removeSelected } from './remove.js';
import { shrink } from './shrink.js';

type Outcomes = readonly RequestOutcome<WorkerResult<'writer'>>[];

/** Handles the requests of the writer. Requests next to each other share a commit, except for erasures. */
export function createWriter(connection: Connection, { file }: Pick<DatabaseFile, 'file'>): Serve<'writer'> {
  const entries = new EntryWriter(connection);
  const handlers = sharedWrites(connection, entries, file);
  const commitShared = (requests: readonly SharedWriteRequest[]): Outcomes =>
    commit(connection, requests, {
      perform: (request) => handle(handlers, request),
      onBegun: () => entries.begin(),
      onRolledBack: () => entries.forget(),
    });
  return function* (requests) {
    let shared: SharedWriteRequest[] = [];
    for (const request of requests) {
      if (request.op !== 'erase') {
        shared.push(request);
        continue;
      }
      if (shared.length > 0) yield commitShared(shared);
      shared = [];
      entries.forgetFirstSeen();
      yield [attempt(() => ({ count: erase(connection, request.selection) }))];
    }
    if (shared.length > 0) yield commitShared(shared);
  };
}

function sharedWrites(
  connection: Connection,
  entries: EntryWriter,
  file: string,
): Handlers<SharedWriteOperations> {
  return {
    append: (request) => append(connection, entries, request),
    replace: ({ selection, row }) => {
      const count = removeSelected(connection, selection, 1);
      if (count > 0) entries.insert(selection.table, row);
      return { count };
    },
    remove: ({ selection, max }) => {
      entries.forgetFirstSeen();
      return { count: removeSelected(connection, selection, max) };
    },
    release: ({ table, range }) => ({ count: releaseTexts(connection, table, range) }),
    shrink: ({ pages }) => ({ count: shrink(connection, pages) }),
    putValue: (request) => putValue(connection, request),
    putValueIfAbsent: (request) => putValueIfAbsent(connection, request),
    deleteValue: ({ space, key }) => ({ count: deleteValue(connection, space, key) }),
    define: (request) => ({ count: defineAnalytic(connection, request) }),
    saveResult: (request) => ({ count: saveResult(connection, request) }),
    undefine: ({ id, projects }) => ({ count: deleteAnalytic(connection, id, projects) }),
    probe: () => writeProbe(connection, file),
  };
}

function append(connection: Connection, entries: EntryWriter, request: AppendRequest): AppendResult {
  const earlier = recallBatch(connection, request);
  if (earlier !== undefined) return { count: 0, earlier };
  for (const row of request.rows) entries.insert(request.table, row);
  rememberBatch(connection, request);
  return { count: request.rows.length };
}
