import type { InProjects } from '@memex/core/ports';
import type { ProjectRow } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';
import { isAmong } from '../statements/conditions.js';
import type { ProjectCounts } from './project-counts.js';

/** The projects that have messages. Their first and last instants are at the ends of an index. */
export function readProjects(
  connection: Connection,
  counts: ProjectCounts,
  { projects }: InProjects,
): readonly ProjectRow[] {
  const { sql, values } = isAmong('p.name', projects);
  return connection.snapshot(() => {
    counts.follow();
    return connection
      .prepare(
        `SELECT p.name, p.id, p.removals,
           (SELECT e.at ${OF_PROJECT} ORDER BY e.at LIMIT 1), (SELECT e.at ${OF_PROJECT} ORDER BY e.at DESC LIMIT 1)
         FROM projects p WHERE ${sql} AND EXISTS (SELECT 1 ${OF_PROJECT})`,
      )
      .all(...values)
      .map(([project, id, removals, firstAt, lastAt]) => ({
        project: String(project),
        messages: counts.of(Number(id), Number(removals)),
        firstAt: Number(firstAt),
        lastAt: Number(lastAt),
      }));
  });
}

const OF_PROJECT = 'FROM messages e INDEXED BY messages_by_time WHERE e.project = p.id';
