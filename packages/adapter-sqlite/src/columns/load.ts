import { MICROS_PER_DAY } from '@memex/core/toolkit';
import type { ReadRows, ReadTask, Source } from '../protocol/columns.js';
import type { Place } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { BEGINNING } from './chunk.js';
import type { FillOptions } from './fill.js';
import type { ProjectColumns } from './project-columns.js';
import { covering, gapsIn, type Range } from './ranges.js';
import { rowsOf } from './read-rows.js';
import { MAX_ROWS, type Period, Segment } from './segment.js';
import { readTogether } from './together.js';

/** The ranges of time within a window whose messages are not in segments yet. Whole days, so that they are few. */
export function missingRanges(
  connection: Connection,
  project: ProjectColumns,
  window: Period,
): readonly Range[] {
  const first = instantOf(connection, project, 'at');
  const last = instantOf(connection, project, 'at DESC');
  if (first === undefined || last === undefined) return [];
  const from = Math.max(first, window.from ?? first);
  const to = Math.min(last, window.to);
  if (from > to) return [];
  return gapsIn(project.covered, { from: startOfDay(from), to: startOfDay(to) + MICROS_PER_DAY - 1 });
}

function startOfDay(at: number): number {
  return Math.floor(at / MICROS_PER_DAY) * MICROS_PER_DAY;
}

/** The instant of the message of a project that is first in some order. */
function instantOf(connection: Connection, { id }: ProjectColumns, order: string): number | undefined {
  const select = connection.prepare(`SELECT at ${BY_TIME} WHERE project = ? ORDER BY ${order} LIMIT 1`);
  const [at] = select.get(id) ?? [];
  return typeof at === 'number' ? at : undefined;
}

const BY_TIME = 'FROM messages INDEXED BY messages_by_time';

/** How many messages are in ranges. */
export function countIn(connection: Connection, { id }: ProjectColumns, ranges: readonly Range[]): number {
  const count = connection.prepare(`SELECT count(*) ${BY_TIME} WHERE project = ? AND at BETWEEN ? AND ?`);
  return ranges.reduce((sum, { from, to }) => sum + Number(count.get(id, from, to)?.[0]), 0);
}

/**
 * Reads the messages of ranges into segments. If it is abandoned, what was read so far stays.
 *
 * @param rows - How many messages are in the ranges.
 */
export function loadRanges(
  project: ProjectColumns,
  ranges: readonly Range[],
  rows: number,
  options: FillOptions,
): void {
  const { connection, refuseAbandoned } = options;
  for (const { from, to } of ranges) {
    const source = { by: 'time', from, to, maxId: project.maxId } as const;
    const pieces = piecesOf({ from, to }, Math.ceil(rows / ROWS_PER_PIECE));
    const work = {
      kind: 'rows',
      rows,
      tasks: pieces.map((piece): ReadTask<'rows'> => ({ source: { ...source, ...piece } })),
      read: (task: ReadTask<'rows'>) => [
        ...rowsOf(connection, project.id, task.source, BEGINNING, refuseAbandoned),
      ],
    } as const;
    const segments: Segment[] = [];
    let [complete, piece, after] = [from - 1, 0, BEGINNING];
    try {
      for (const found of readTogether(project, work, options)) {
        for (const read of found) after = addTo(segments, source, after, read);
        complete = pieces[piece++]?.to ?? to;
      }
    } finally {
      project.segments.push(...segments);
      if (complete >= from) project.covered = covering(project.covered, { from, to: complete });
    }
  }
}

/** About how many rows are read by one task. */
const ROWS_PER_PIECE = 16_000;

/** Parts of a range that are equally long, one after the other. */
function piecesOf({ from, to }: Range, count: number): readonly Range[] {
  const length = Math.ceil((to - from + 1) / Math.max(count, 1));
  const pieces: Range[] = [];
  for (let start = from; start <= to; start += length)
    pieces.push({ from: start, to: Math.min(start + length - 1, to) });
  return pieces;
}

/** Reads the messages that arrived since the last time. */
export function loadArrived(project: ProjectColumns, { connection, refuseAbandoned }: FillOptions): void {
  const source = { by: 'arrival', afterId: project.maxId } as const;
  let after: Place = { at: 0, id: project.upToId };
  for (const read of rowsOf(connection, project.id, source, after, refuseAbandoned)) {
    after = addTo(project.segments, source, after, read);
    project.upToId = after.id;
  }
}

/**
 * Adds rows to the last segment of a source, or to a new one.
 *
 * @param after - The place of the row before them.
 * @returns The place of the last row.
 */
function addTo(segments: Segment[], source: Source, after: Place, { instants, ids }: ReadRows): Place {
  const last = segments.findLast((segment) => segment.source.by === source.by);
  const segment = last === undefined || last.rows + ids.length > MAX_ROWS ? new Segment(source, after) : last;
  if (segment !== last) segments.push(segment);
  segment.add(instants, ids);
  return segment.last;
}
