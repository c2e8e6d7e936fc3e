import { attempt, type Outcome } from '../errors/outcome.js';
import type {
  EraseRequest,
  SharedRequest,
  WriteProbeRequest,
  WriteRequest,
  WriteResult,
} from '../protocol/protocol.js';
import type { Connection } from '../schema/connection.js';
import type { DatabaseFile } from '../schema/open.js';
import { writeAnalytic } from './analytics.js';
import { commit } from './commit.js';
import { EntryWriter } from './entries.js';
import { erase } from './erase.js';
import { recallBatch, rememberBatch } from './idempotency.js';
import { writeProbe } from './probe.js';
import { releaseTexts, removeSelected } from './remove.js';

type Outcomes = readonly Outcome<WriteResult>[];

/** Answers what is asked of a writing thread. Requests next to each other share a commit, except those that erase. */
export function createWriter(
  connection: Connection,
  { file }: Pick<DatabaseFile, 'file'>,
): (requests: readonly WriteRequest[]) => Iterable<Outcomes> {
  const entries = new EntryWriter(connection);
  const together = (requests: readonly SharedRequest[]): Outcomes =>
    commit(connection, requests, {
      perform: (request) =>
        request.op === 'probe' ? probe(connection, file) : write(connection, entries, request),
      onBegun: () => entries.begin(),
      onUndone: () => entries.forget(),
    });
  return function* (requests) {
    let shared: SharedRequest[] = [];
    for (const request of requests) {
      if (request.op !== 'erase') {
        shared.push(request);
        continue;
      }
      if (shared.length > 0) yield together(shared);
      shared = [];
      entries.forgetFirstSeen();
      yield [eraseAlone(connection, request)];
    }
    if (shared.length > 0) yield together(shared);
  };
}

function probe(connection: Connection, file: string): WriteResult {
  writeProbe(connection, file);
  return { count: 0 };
}

function write(
  connection: Connection,
  entries: EntryWriter,
  request: Exclude<SharedRequest, WriteProbeRequest>,
): WriteResult {
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
  return attempt(() => ({ count: erase(connection, selection) }));
}
