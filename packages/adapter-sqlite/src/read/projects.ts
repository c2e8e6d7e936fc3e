import type { InProjects } from '@memex/core/ports';
import type { ProjectRow } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';
import { isAmong } from '../statements/conditions.js';

/** Counts the messages of projects in an index, which has the first and the last at its ends. */
export function readProjects(connection: Connection, { projects }: InProjects): readonly ProjectRow[] {
  const { sql, values } = isAmong('p.name', projects);
  return connection
    .prepare(
      `SELECT p.name, (SELECT count(*) ${OF_PROJECT}),
         (SELECT e.at ${OF_PROJECT} ORDER BY e.at LIMIT 1), (SELECT e.at ${OF_PROJECT} ORDER BY e.at DESC LIMIT 1)
       FROM projects p WHERE ${sql} AND EXISTS (SELECT 1 ${OF_PROJECT})`,
    )
    .all(...values)
    .map(([project, messages, firstAt, lastAt]) => ({
      project: String(project),
      messages: Number(messages),
      firstAt: Number(firstAt),
      lastAt: Number(lastAt),
    }));
}

const OF_PROJECT = 'FROM messages e INDEXED BY messages_by_time WHERE e.project = p.id';
