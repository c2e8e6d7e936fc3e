import { attempt, type Outcome } from '../errors/outcome.js';
import type { ReadRequest, ReadResult } from '../protocol/protocol.js';
import type { Connection } from '../schema/connection.js';
import type { DatabaseFile } from '../schema/open.js';
import { countEntries } from '../statements/select.js';
import { readAnalytics } from './analytics.js';
import { type FindRequest, findAll } from './find.js';
import { readNewest, readPage } from './page.js';
import { checkAll, readProbe } from './probe.js';
import { findRuns } from './runs.js';

/** Answers what is asked of a reading thread. Look-ups by trace id that came together are one query. */
export function createReader(
  connection: Connection,
  database: DatabaseFile,
): (requests: readonly ReadRequest[]) => Iterable<readonly Outcome<ReadResult>[]> {
  return (requests) => {
    const finds = requests.filter(isFind);
    const found = finds.length > 0 ? attempt(() => findAll(connection, finds)) : { result: [] };
    let next = 0;
    const outcomes = requests.map((request): Outcome<ReadResult> => {
      if (!isFind(request)) return attempt(() => read(connection, database, request));
      return 'result' in found ? { result: { found: found.result[next++] } } : found;
    });
    return [outcomes];
  };
}

function isFind(request: ReadRequest): request is FindRequest {
  return request.op === 'find';
}

function read(
  connection: Connection,
  database: DatabaseFile,
  request: Exclude<ReadRequest, FindRequest>,
): ReadResult {
  switch (request.op) {
    case 'newest':
      return readNewest(connection, request.selection);
    case 'page':
      return readPage(connection, request);
    case 'count':
      return { count: countEntries(connection, request.selection) };
    case 'runs':
      return { runs: findRuns(connection, request.table) };
    case 'analytics':
      return { analytics: readAnalytics(connection, request) };
    case 'identity':
      return { identity: String(connection.prepare('SELECT identity FROM store').get()?.[0]) };
    case 'probe':
      return { version: readProbe(database) };
    case 'check':
      checkAll(connection);
      return {};
  }
}
