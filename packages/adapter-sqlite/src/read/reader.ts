import { attempt, type RequestOutcome } from '../errors/outcome.js';
import { type Handlers, handle } from '../protocol/operations.js';
import type { FindRequest, ReadRequest, SingleReadOperations } from '../protocol/reads.js';
import type { Serve, WorkerResult } from '../protocol/worker.js';
import type { Connection } from '../schema/connection.js';
import type { DatabaseFile } from '../schema/open.js';
import { countEntries } from '../statements/select.js';
import { readAnalytics } from './analytics.js';
import { readConversations } from './conversations.js';
import { findEmptyRanges } from './empty-ranges.js';
import { findAll } from './find.js';
import { readValue, readValues } from './key-values.js';
import { readNewest, readPage } from './page.js';
import { checkAll, readProbe } from './probe.js';
import { ProjectCounts } from './project-counts.js';
import { ProjectVersions } from './project-versions.js';
import { readProjects } from './projects.js';
import { searchMessages } from './search.js';
import { sizeOf } from './size.js';

/** Handles the requests of a reader. Look-ups by trace id that arrive together are one query. */
export function createReader(connection: Connection, database: DatabaseFile): Serve<'reader'> {
  const handlers = singleReads(connection, database);
  return (requests) => {
    const finds = requests.filter(isFind);
    const found = finds.length > 0 ? attempt(() => findAll(connection, finds)) : { result: [] };
    let next = 0;
    const outcomes = requests.map((request): RequestOutcome<WorkerResult<'reader'>> => {
      if (!isFind(request)) return attempt(() => handle(handlers, request));
      return 'result' in found ? { result: found.result[next++] } : found;
    });
    return [outcomes];
  };
}

function isFind(request: ReadRequest): request is FindRequest {
  return request.op === 'find';
}

function singleReads(connection: Connection, database: DatabaseFile): Handlers<SingleReadOperations> {
  const counts = new ProjectCounts(connection);
  const versions = new ProjectVersions(connection);
  return {
    newest: ({ selection }) => readNewest(connection, selection),
    page: (request) => readPage(connection, request),
    search: (request) => searchMessages(connection, request),
    count: ({ selection }) => countEntries(connection, selection),
    projects: (request) => readProjects(connection, counts, request),
    version: ({ project }) => versions.versionOf(project),
    conversations: (request) => readConversations(connection, request),
    emptyRanges: ({ table, after }) => findEmptyRanges(connection, table, after),
    value: ({ space, key }) => readValue(connection, space, key),
    values: (request) => readValues(connection, request),
    analytics: (request) => readAnalytics(connection, request),
    size: () => sizeOf(database.file),
    identity: () => String(connection.prepare('SELECT identity FROM store').get()?.[0]),
    probe: () => readProbe(database),
    check: () => checkAll(connection),
  };
}
