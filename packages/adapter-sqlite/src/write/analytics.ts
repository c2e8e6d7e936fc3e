import type { Projects } from '@memex/core/ports';
import type { DefineInput, SaveResultInput } from '../protocol/writes.js';
import type { Connection } from '../schema/connection.js';
import { allOf, isAmong } from '../statements/conditions.js';

/** Adds an analytic, unless one with its id exists. @returns How many were added. */
export function defineAnalytic(
  connection: Connection,
  { id, project, type, timespan, descriptor }: DefineInput,
): number {
  return connection
    .prepare(
      `INSERT INTO analytics (id, project, type, timespan, descriptor) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
    )
    .run(id, project, type, timespan, descriptor);
}

/**
 * Stores the result of an analytic, unless it has a newer one.
 *
 * @returns How many analytics have the id. A row that keeps its result is written too, so that it is counted.
 */
export function saveResult(connection: Connection, { id, created, result }: SaveResultInput): number {
  return connection
    .prepare(
      `UPDATE analytics SET
         result = iif(created > ?, result, ?),
         created = max(ifnull(created, ?), ?)
       WHERE id = ?`,
    )
    .run(created, result, created, created, id);
}

/** @returns How many analytics were deleted. */
export function deleteAnalytic(connection: Connection, id: string, projects: Projects): number {
  const { sql, values } = allOf([{ sql: 'id = ?', values: [id] }, isAmong('project', projects)]);
  return connection.prepare(`DELETE FROM analytics WHERE ${sql}`).run(...values);
}
