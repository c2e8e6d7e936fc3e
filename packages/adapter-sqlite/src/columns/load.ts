import { MICROS_PER_DAY } from '@memex/core/toolkit';
import type { Place } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { BEGINNING, IDS, INSTANTS, numbersIn, readChunk } from './chunk.js';
import { type FillOptions, ROWS_PER_CHUNK } from './fill.js';
import type { ProjectColumns } from './project-columns.js';
import { covering, gapsIn, type Range } from './ranges.js';
import { MAX_ROWS, type Period, rowsWithin, Segment, type Source } from './segment.js';

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

/** Reads the messages of ranges into segments. If it is abandoned, what was read so far stays. */
export function loadRanges(project: ProjectColumns, ranges: readonly Range[], options: FillOptions): void {
  for (const { from, to } of ranges) {
    const source = { by: 'time', from, to, maxId: project.maxId } as const;
    const segments: Segment[] = [];
    let complete = from - 1;
    try {
      for (const chunk of chunksOf(project.id, source, BEGINNING, options)) {
        addTo(segments, source, chunk);
        complete = (chunk.instants.at(-1) ?? from) - 1;
      }
      complete = to;
    } finally {
      project.segments.push(...segments.map((segment) => upTo(segment, complete)));
      if (complete >= from) project.covered = covering(project.covered, { from, to: complete });
    }
  }
}

/** The rows of a segment up to an instant. */
function upTo(segment: Segment, at: number): Segment {
  if (segment.last.at <= at) return segment;
  return segment.keeping(rowsWithin(segment, segment.inOrder(), { to: at }));
}

/** Reads the messages that arrived since the last time. */
export function loadArrived(project: ProjectColumns, options: FillOptions): void {
  const source = { by: 'arrival', afterId: project.maxId } as const;
  for (const chunk of chunksOf(project.id, source, { at: 0, id: project.upToId }, options)) {
    addTo(project.segments, source, chunk);
    project.upToId = chunk.ids.at(-1) ?? project.upToId;
  }
}

interface Chunk {
  /** The place of the row before it. */
  readonly after: Place;
  readonly instants: Float64Array;
  readonly ids: Float64Array;
}

/** Reads all rows of a source behind a place. */
function* chunksOf(
  project: number,
  source: Source,
  from: Place,
  { connection, refuseAbandoned }: FillOptions,
): Generator<Chunk> {
  for (let after = from; ; ) {
    refuseAbandoned();
    const read = readChunk(connection, { project, source, after, limit: ROWS_PER_CHUNK, parts: PARTS });
    const [instants = NONE, ids = NONE] = read.map((part) => numbersIn(part, ROWS_PER_CHUNK));
    if (ids.length > 0) yield { after, instants, ids };
    if (ids.length < ROWS_PER_CHUNK) return;
    after = { at: instants.at(-1) ?? 0, id: ids.at(-1) ?? 0 };
  }
}

const PARTS = [INSTANTS, IDS];
const NONE = new Float64Array(0);

/** Adds a chunk to the last segment of a source, or to a new one. */
function addTo(segments: Segment[], source: Source, { after, instants, ids }: Chunk): void {
  const last = segments.findLast((segment) => segment.source.by === source.by);
  const segment = last === undefined || last.rows + ids.length > MAX_ROWS ? new Segment(source, after) : last;
  if (segment !== last) segments.push(segment);
  segment.add(instants, ids);
}
