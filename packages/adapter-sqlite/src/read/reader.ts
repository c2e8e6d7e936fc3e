import type { Connection } from '../schema/connection.js';
import { failureOf } from '../thread/failure.js';
import type { Outcome, ReadRequest, ReadResult } from '../thread/protocol.js';
import { readPage } from './page.js';

/** Answers what is asked of a reading thread. */
export function createReader(
  connection: Connection,
): (requests: readonly ReadRequest[]) => Iterable<readonly Outcome<ReadResult>[]> {
  return (requests) => [requests.map((request) => attempt(connection, request))];
}

function attempt(connection: Connection, request: ReadRequest): Outcome<ReadResult> {
  try {
    return { result: read(connection, request) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function read(connection: Connection, request: ReadRequest): ReadResult {
  switch (request.op) {
    case 'select':
      return readPage(connection, request.selection, request);
    case 'version':
      return { traceIds: [], texts: [versionOf(connection)] };
  }
}

/** Reads the file, so that it fails where the file cannot be read. */
function versionOf(connection: Connection): string {
  const row = connection.prepare('SELECT sqlite_version(), (SELECT count(*) FROM sqlite_schema)').get();
  return String(row?.[0]);
}
