import type { SqlRow, SqlValue } from '../driver/driver.js';
import type { Source } from '../protocol/columns.js';
import type { Place } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import type { SqlCondition } from '../statements/conditions.js';
import { readNumbers } from './integer-list.js';

/** What to read of each row of a chunk, and how to put what was read together into one value. */
export interface Part {
  /** An expression of a message `e` and its text `t`. */
  readonly each: string;
  /** Makes an aggregate of the name of a column. */
  readonly together: (column: string) => string;
  readonly needsText?: boolean;
}

export interface ChunkRequest {
  readonly project: number;
  readonly source: Source;
  /** Only rows behind this one, in the order of the source. */
  readonly after: Place;
  /** Only rows up to this one. */
  readonly upTo?: Place;
  readonly limit: number;
  readonly parts: readonly Part[];
}

/** Reads a chunk of the rows of a source as one row, which costs far less than one for each. */
export function readChunk(connection: Connection, request: ChunkRequest): SqlRow {
  const { source, parts, limit } = request;
  const each = parts.map(({ each }, index) => `${each} AS c${index}`).join(', ');
  const together = parts.map(({ together }, index) => together(`c${index}`)).join(', ');
  const text = parts.some((part) => part.needsText === true)
    ? 'CROSS JOIN messages_text t ON t.id = e.id'
    : '';
  const ranges = source.by === 'time' ? inTime(connection, request, source) : [inArrival(request, source)];
  const selects = ranges.map(
    ({ sql }) => `SELECT * FROM (SELECT ${each} ${FROM[source.by]} ${text} ${sql} LIMIT ?)`,
  );
  const values = ranges.flatMap((range) => [...range.values, limit]);
  const sql = `SELECT ${together} FROM (${selects.join(' UNION ALL ')} LIMIT ?)`;
  return connection.prepare(sql).get(...values, limit) ?? [];
}

const FROM = {
  time: 'FROM messages e INDEXED BY messages_by_time',
  arrival: 'FROM messages e NOT INDEXED',
} as const;

function inArrival(
  { project, after, upTo = END }: ChunkRequest,
  { afterId }: Source<'arrival'>,
): SqlCondition {
  return {
    sql: 'WHERE e.id > ? AND e.id <= ? AND e.project = ? ORDER BY e.id',
    values: [Math.max(after.id, afterId), upTo.id, project],
  };
}

/**
 * First the rest of the instant, then later ones. A single condition would make SQLite walk over all messages of the instant, of which
 * there may be a million. Where the instant has no more of them, leaving it out saves a tenth of the time.
 */
function inTime(
  connection: Connection,
  { project, after, upTo = END }: ChunkRequest,
  { from, to, maxId }: Source<'time'>,
): readonly SqlCondition[] {
  const last = upTo.at > to ? { at: to, id: END.id } : upTo;
  const bound = 'e.id <= ? AND (e.at < ? OR e.id <= ?)';
  const bounds = [maxId, last.at, last.id];
  const rest = 'e.project = ? AND e.at = ? AND e.id > ?';
  const later = {
    sql: `WHERE e.project = ? AND e.at BETWEEN ? AND ? AND ${bound} ORDER BY e.at, e.id`,
    values: [project, Math.max(after.at + 1, from), last.at, ...bounds],
  };
  const isWithin = connection
    .prepare(`SELECT 1 ${FROM.time} WHERE ${rest} LIMIT 1`)
    .get(project, after.at, after.id);
  if (isWithin === undefined) return [later];
  const values = [project, after.at, after.id, ...bounds];
  return [{ sql: `WHERE ${rest} AND ${bound} ORDER BY e.id`, values }, later];
}

/** Where the rows of a source begin. */
export const BEGINNING: Place = { at: -1, id: 0 };

const END: Place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** Parts whose values {@link numbersIn} reads. */
export const IDS: Part = { each: 'e.id', together: (column) => `group_concat(${column})` };
export const INSTANTS: Part = { each: 'e.at', together: (column) => `group_concat(${column})` };

/** @param read - Null where the chunk has no rows. @param limit - That of the chunk. */
export function numbersIn(read: SqlValue | undefined, limit: number): Float64Array {
  return readNumbers(String(read ?? ''), limit);
}
