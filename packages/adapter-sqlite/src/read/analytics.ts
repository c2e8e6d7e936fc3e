import type { Connection } from '../schema/connection.js';
import { allOf, type Condition, isAmong } from '../select/conditions.js';
import type { AnalyticRow, ReadRequest } from '../thread/protocol.js';

type AnalyticsRequest = Extract<ReadRequest, { readonly op: 'analytics' }>;

/** The analytics that pass the filter, in the order of their definition. */
export function readAnalytics(
  connection: Connection,
  { filter: { id, projects, type, timeWindowType }, limit, after }: AnalyticsRequest,
): readonly AnalyticRow[] {
  const conditions: Condition[] = [{ sql: 'position > ?', values: [after] }, isAmong('project', projects)];
  if (id !== undefined) conditions.push({ sql: 'id = ?', values: [id] });
  if (type !== undefined) conditions.push({ sql: 'type = ?', values: [type] });
  if (timeWindowType !== undefined) conditions.push({ sql: 'timespan = ?', values: [timeWindowType] });
  const { sql, values } = allOf(conditions);
  return connection
    .prepare(`SELECT position, id, descriptor, result FROM analytics WHERE ${sql} ORDER BY position LIMIT ?`)
    .all(...values, limit)
    .map(([position, id, descriptor, result]) => ({
      position: Number(position),
      id: String(id),
      descriptor: String(descriptor),
      result: typeof result === 'string' ? result : null,
    }));
}
