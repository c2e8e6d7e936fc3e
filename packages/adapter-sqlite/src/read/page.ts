import type { SqlRow } from '../driver/driver.js';
import type { Connection } from '../schema/connection.js';
import { type Slice, selectRows } from '../select/statements.js';
import type { Place, ReadResult, Selection } from '../thread/protocol.js';

/** Rows are read so many at a time, until a page is full or large: texts may have a megabyte each. */
const ROWS_AT_A_TIME = 250;
const LARGE_PAGE_CHARACTERS = 16 * 1024 * 1024;

/** One page; it has fewer entries than asked for where they are large. */
export function readPage(connection: Connection, selection: Selection, slice: Slice): ReadResult {
  const rows: SqlRow[] = [];
  const most = slice.limit + 1;
  let characters = 0;
  let exhausted = false;
  while (!exhausted && rows.length < most && characters < LARGE_PAGE_CHARACTERS) {
    const limit = Math.min(ROWS_AT_A_TIME, most - rows.length);
    const after = rows.length === 0 ? slice.after : placeOf(rows.at(-1));
    const read = selectRows(connection, selection, { ...slice, limit, after });
    for (const row of read) {
      characters += textOf(row).length;
      rows.push(row);
    }
    exhausted = read.length < limit;
  }
  // One more than the page holds was read: there is a next page.
  if (!exhausted) rows.pop();
  return {
    traceIds: rows.map(([traceId]) => String(traceId)),
    texts: rows.map(textOf),
    next: exhausted ? undefined : placeOf(rows.at(-1)),
  };
}

function textOf([, text]: SqlRow): string {
  return String(text);
}

function placeOf(row: SqlRow | undefined): Place | undefined {
  return row && { at: Number(row[2]), id: Number(row[3]) };
}
