import type { ColumnName } from '../protocol/columns.js';
import type { Connection } from '../schema/connection.js';
import { keyOf } from './column.js';
import { type FillOptions, fillColumns } from './fill.js';
import { countIn, loadArrived, loadRanges, missingRanges } from './load.js';
import { ProjectColumns, removalsOf } from './project-columns.js';
import type { ReaderThreads } from './reader-threads.js';
import { dropRemoved } from './remove.js';
import type { Period, Segment } from './segment.js';

/** Bytes that a row takes, at most, before it has any column: its instant, its id and its place in the order of time. */
const BYTES_PER_ROW = 24;

/** Bytes that a row of a column takes, about at most: each row may have a value of its own, which then is in the dictionary. */
const BYTES_PER_VALUE: Readonly<Record<ColumnName['kind'], number>> = {
  codes: 28,
  values: 24,
  words: 5,
  answered: 28,
};

/**
 * A column store in memory: copies of what the file has of messages, made when they are first asked for and brought in step with it
 * by each question. Past its bound it forgets what was not asked for lately, and declines what does not fit at all.
 */
export class ColumnStore {
  /** Those asked for last are last. */
  private readonly projects = new Map<number, ProjectColumns>();

  /** @param maxBytes - What all columns may take. @param threads - They read too, where much is to be read. */
  constructor(
    private readonly maxBytes: number,
    private readonly threads?: ReaderThreads,
  ) {}

  get bytes(): number {
    let bytes = 0;
    for (const project of this.projects.values()) bytes += project.bytes;
    return bytes;
  }

  /** The columns of a project with all messages of a window, as the file has them now; `undefined` if they would take too much. */
  open(projectId: number, window: Period, options: FillOptions): ProjectColumns | undefined {
    if (this.maxBytes === 0) return undefined;
    this.dropAllRemoved(options);
    const project = this.inStep(projectId, options);
    if (this.widen(project, window, [], options)) return project;
    // What it has of other times may be what takes the room.
    const anew = this.beginAnew(projectId, options);
    return this.widen(anew, window, [], options) ? anew : undefined;
  }

  /**
   * Adds to a project the messages of a window that it lacks.
   *
   * @param held - Columns that must not be forgotten now.
   * @returns Whether they fit.
   */
  widen(project: ProjectColumns, window: Period, held: readonly ColumnName[], options: FillOptions): boolean {
    const ranges = missingRanges(options.connection, project, window);
    if (ranges.length === 0) return this.hasRoom(0, project, held);
    const rows = countIn(options.connection, project, ranges);
    if (!this.hasRoom(rows * BYTES_PER_ROW, project, held)) return false;
    loadRanges(project, ranges, rows, { ...options, threads: this.threads });
    return true;
  }

  /**
   * Fills columns of segments, as far as they have rows.
   *
   * @param names - All different.
   * @param held - Other columns that must not be forgotten now.
   * @returns Whether they fit.
   */
  fill(
    project: ProjectColumns,
    segments: readonly Segment[],
    names: readonly ColumnName[],
    held: readonly ColumnName[],
    options: FillOptions,
  ): boolean {
    let needed = 0;
    for (const segment of segments)
      for (const name of names)
        needed += (segment.rows - segment.lengthOf(name)) * BYTES_PER_VALUE[name.kind];
    if (!this.hasRoom(needed, project, [...names, ...held])) return false;
    fillColumns(project, segments, names, { ...options, threads: this.threads });
    return true;
  }

  /** Also of projects that nobody asks about now: what was erased must not stay. */
  private dropAllRemoved(options: FillOptions): void {
    const ids = JSON.stringify([...this.projects.keys()]);
    const rows = options.connection
      .prepare('SELECT id, removals FROM projects WHERE id IN (SELECT value FROM json_each(?))')
      .all(ids);
    for (const [id, removals] of rows) {
      const project = this.projects.get(Number(id));
      if (project !== undefined) dropRemoved(project, Number(removals), options);
    }
  }

  /** The project with what arrived since the last question. */
  private inStep(id: number, options: FillOptions): ProjectColumns {
    const known = this.projects.get(id);
    const lastId = lastIdIn(options.connection);
    if (known === undefined || !this.canFollow(known, lastId)) return this.beginAnew(id, options);
    this.projects.delete(id);
    this.projects.set(id, known);
    if (known.upToId < lastId) loadArrived(known, options);
    known.upToId = lastId;
    return known;
  }

  private beginAnew(id: number, { connection }: FillOptions): ProjectColumns {
    const project = new ProjectColumns(id, lastIdIn(connection), removalsOf(connection, id));
    this.projects.delete(id);
    this.projects.set(id, project);
    const [oldest] = this.projects.keys();
    if (this.projects.size > MAX_PROJECTS && oldest !== undefined) this.projects.delete(oldest);
    return project;
  }

  /** Whether what arrived since the last question is little enough to be added. */
  private canFollow(project: ProjectColumns, lastId: number): boolean {
    const arrived = lastId - project.upToId;
    return arrived >= 0 && this.bytes + arrived * BYTES_PER_ROW <= this.maxBytes;
  }

  /** Makes room, if it must and can, by forgetting other projects, and then columns of this one. */
  private hasRoom(needed: number, project: ProjectColumns, held: readonly ColumnName[]): boolean {
    const fits = () => this.bytes + needed <= this.maxBytes;
    if (needed + project.rowBytes > this.maxBytes) return false;
    for (const [id, other] of this.projects) {
      if (fits()) return true;
      if (other !== project) this.projects.delete(id);
    }
    if (!fits()) project.forgetColumns(new Set(held.map(keyOf)));
    return fits();
  }
}

/** Each question looks whether messages of any of them were deleted. */
const MAX_PROJECTS = 200;

function lastIdIn(connection: Connection): number {
  return Number(connection.prepare('SELECT max(id) FROM messages').get()?.[0] ?? 0);
}
