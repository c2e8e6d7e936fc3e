import type { ColumnName, ReadColumn, ReadTask } from '../protocol/columns.js';
import type { Connection } from '../schema/connection.js';
import { dictionaryKeyOf, keyOf } from './column.js';
import type { ProjectColumns } from './project-columns.js';
import { columnsReader, needsText } from './read-columns.js';
import { ROWS_PER_CHUNK } from './read-rows.js';
import type { ReaderThreads } from './reader-threads.js';
import type { Segment } from './segment.js';
import { readTogether } from './together.js';

/** What columns are read with. */
export interface FillOptions {
  readonly connection: Connection;
  /** Called before each chunk. May throw, to stop. */
  readonly refuseAbandoned: () => void;
  /** Threads that read too. */
  readonly threads?: ReaderThreads | undefined;
}

/** Rows of a segment for which the same columns are missing, and the task to read them. */
interface Missing {
  readonly segment: Segment;
  readonly task: ReadTask<'columns'>;
}

/** Fills columns of segments up to their last rows. Those that lack the same rows are read together. */
export function fillColumns(
  project: ProjectColumns,
  segments: readonly Segment[],
  names: readonly ColumnName[],
  options: FillOptions,
): void {
  const missing = segments.flatMap((segment) => missingIn(segment, names));
  const read = columnsReader(options.connection);
  const work = {
    kind: 'columns',
    rows: missing.reduce((rows, { task }) => rows + task.limit, 0),
    tasks: missing.map(({ task }) => task),
    read: (task: ReadTask<'columns'>) => read(project.id, task),
  } as const;
  let next = 0;
  for (const found of readTogether(project, work, options)) {
    const filled = missing[next++];
    if (filled === undefined) throw new TypeError('something is read that is not missing');
    for (const [index, name] of filled.task.names.entries())
      append(project, filled.segment, name, found[index]);
  }
}

function missingIn(segment: Segment, names: readonly ColumnName[]): readonly Missing[] {
  const lengths = new Set(names.map((name) => segment.lengthOf(name)));
  return [...lengths].flatMap((length) => {
    const together = names.filter((name) => segment.lengthOf(name) === length);
    return chunksOf(segment, length, together);
  });
}

function chunksOf(segment: Segment, length: number, names: readonly ColumnName[]): readonly Missing[] {
  const { source } = segment;
  const perChunk = names.some(needsText) ? TEXTS_PER_CHUNK : ROWS_PER_CHUNK;
  const chunks: Missing[] = [];
  for (let row = length; row < segment.rows; row += perChunk) {
    const after = row === 0 ? segment.after : segment.placeOf(row - 1);
    const limit = Math.min(perChunk, segment.rows - row);
    chunks.push({ segment, task: { source, after, limit, names } });
  }
  return chunks;
}

const TEXTS_PER_CHUNK = 1_000;

function append(
  project: ProjectColumns,
  segment: Segment,
  name: ColumnName,
  read: ReadColumn | undefined,
): void {
  const key = keyOf(name);
  if (read?.form === 'values') {
    segment.valueColumn(key).append(read, project.valueDictionaryOf(key).adoptAll(read));
  } else if (read !== undefined) {
    const { codes, hashes } = read;
    const own = hashes && project.dictionaryOf(dictionaryKeyOf(key)).adoptAll(hashes);
    segment.codeColumn(key).append(codes, own);
  }
}
