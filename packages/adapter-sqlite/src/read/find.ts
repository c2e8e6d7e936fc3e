import type { FindRequest, FoundEntry } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';

/** Finds one entry, or none, for each request, in the same order. Makes one query for each table. */
export function findAll(
  connection: Connection,
  requests: readonly FindRequest[],
): readonly (FoundEntry | undefined)[] {
  const found = {
    messages: findIn(connection, 'messages', requests),
    logs: findIn(connection, 'logs', requests),
  };
  return requests.map(({ table, traceId }) => found[table].get(traceId));
}

function findIn(
  connection: Connection,
  table: TableName,
  requests: readonly FindRequest[],
): ReadonlyMap<string, FoundEntry> {
  const traceIds = requests.filter((request) => request.table === table).map(({ traceId }) => traceId);
  if (traceIds.length === 0) return new Map();
  const rows = connection
    .prepare(
      `SELECT e.trace_id, p.name, t.json FROM json_each(?) j
       CROSS JOIN ${table} e INDEXED BY ${table}_by_trace ON e.trace_id = j.value
       CROSS JOIN projects p ON p.id = e.project
       CROSS JOIN ${table}_text t ON t.id = e.id`,
    )
    .all(JSON.stringify(traceIds));
  return new Map(
    rows.map(([traceId, project, json]) => [
      String(traceId),
      { project: String(project), json: String(json) },
    ]),
  );
}
