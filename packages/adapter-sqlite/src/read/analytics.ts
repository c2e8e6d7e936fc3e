import type { AnalyticRow, AnalyticsInput, AnalyticsPage } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';
import { allOf, isAmong, type SqlCondition } from '../statements/conditions.js';

/** The analytics that match the filter, in the order they were defined, up to the first limit. */
export function readAnalytics(connection: Connection, request: AnalyticsInput): AnalyticsPage {
  const { limit, maxBytes } = request;
  return connection.snapshot(() => {
    const rows: AnalyticRow[] = [];
    let bytes = 0;
    for (const { position, size } of selectSizes(connection, request)) {
      bytes += size;
      if (rows.length >= limit || (rows.length > 0 && bytes > maxBytes)) return { rows, hasMore: true };
      rows.push(rowAt(connection, position));
    }
    return { rows, hasMore: false };
  });
}

/** Selects one analytic more than asked for, to know whether there are more. SQLite knows the length of a text without reading it. */
function selectSizes(
  connection: Connection,
  { filter: { id, projects, type, timeWindowType }, limit, after }: AnalyticsInput,
): readonly { readonly position: number; readonly size: number }[] {
  const conditions: SqlCondition[] = [{ sql: 'position > ?', values: [after] }, isAmong('project', projects)];
  if (id !== undefined) conditions.push({ sql: 'id = ?', values: [id] });
  if (type !== undefined) conditions.push({ sql: 'type = ?', values: [type] });
  if (timeWindowType !== undefined) conditions.push({ sql: 'timespan = ?', values: [timeWindowType] });
  const { sql, values } = allOf(conditions);
  return connection
    .prepare(
      `SELECT position, octet_length(descriptor) + ifnull(octet_length(result), 0)
       FROM analytics WHERE ${sql} ORDER BY position LIMIT ?`,
    )
    .all(...values, limit + 1)
    .map(([position, size]) => ({ position: Number(position), size: Number(size) }));
}

function rowAt(connection: Connection, position: number): AnalyticRow {
  const [id, descriptor, result] =
    connection.prepare('SELECT id, descriptor, result FROM analytics WHERE position = ?').get(position) ?? [];
  return {
    position,
    id: String(id),
    descriptor: String(descriptor),
    result: typeof result === 'string' ? result : null,
  };
}
