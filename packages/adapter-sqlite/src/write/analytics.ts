import type { AnalyticRequest } from '../protocol/protocol.js';
import type { Connection } from '../schema/connection.js';
import { allOf, isAmong } from '../statements/conditions.js';

/** Does what is asked with an analytic, and says how many there are to do it with: one or none. */
export function writeAnalytic(connection: Connection, request: AnalyticRequest): number {
  switch (request.op) {
    case 'define': {
      const { id, project, type, timespan, descriptor } = request;
      return connection
        .prepare(
          `INSERT INTO analytics (id, project, type, timespan, descriptor) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (id) DO NOTHING`,
        )
        .run(id, project, type, timespan, descriptor);
    }
    case 'saveResult': {
      const { id, created, result } = request;
      // The row is written even where it keeps the result that it has: its count says whether it is there.
      return connection
        .prepare(
          `UPDATE analytics SET
             result = iif(created > ?, result, ?),
             created = max(ifnull(created, ?), ?)
           WHERE id = ?`,
        )
        .run(created, result, created, created, id);
    }
    case 'undefine': {
      const { id, projects } = request;
      const { sql, values } = allOf([{ sql: 'id = ?', values: [id] }, isAmong('project', projects)]);
      return connection.prepare(`DELETE FROM analytics WHERE ${sql}`).run(...values);
    }
  }
}
