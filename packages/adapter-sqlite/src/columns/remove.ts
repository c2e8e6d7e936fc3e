import { IDS, numbersIn, type Part, readChunk } from './chunk.js';
import type { FillOptions } from './fill.js';
import type { ProjectColumns } from './project-columns.js';
import type { Segment } from './segment.js';

/**
 * Drops the rows of deleted messages. Messages only vanish, and no id comes again, so a segment with as many messages in the file as it
 * has rows has lost none.
 */
export function dropRemoved(project: ProjectColumns, removals: number, options: FillOptions): void {
  if (project.removals === removals) return;
  const segments = project.segments.map((segment) => withoutRemoved(project.id, segment, options));
  if (segments.some((segment, index) => segment !== project.segments[index])) {
    project.segments = segments.filter(({ rows }) => rows > 0);
    project.encodeAnew();
  }
  project.removals = removals;
}

function withoutRemoved(project: number, segment: Segment, options: FillOptions): Segment {
  const { source, after, last, rows: limit } = segment;
  const { connection, refuseAbandoned } = options;
  const read = (parts: readonly Part[]) =>
    readChunk(connection, { project, source, after, upTo: last, limit, parts })[0];
  refuseAbandoned();
  if (read([COUNT]) === segment.rows) return segment;
  const left = new Set(numbersIn(read([IDS]), limit));
  const rows = Int32Array.from({ length: segment.rows }, (_, row) => row);
  return segment.keeping(rows.filter((row) => left.has(segment.ids[row] ?? 0)));
}

const COUNT: Part = { each: 'e.id', together: () => 'count(*)' };
