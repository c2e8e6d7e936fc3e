import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallOptions } from '@memex/core/ports';
import { type Cell, maskRow, safeCell, throwIfAborted, unmask } from '@memex/core/toolkit';
import type { Answer } from './answer.js';

const CSV_TYPE = 'text/csv; charset=utf-8';

/** RFC 4180: commas, quotes where needed, and CRLF after every row. */
const FORMAT = {
  delimiter: ',',
  rowDelimiter: '\r\n',
  includeEndRowDelimiter: true,
  headers: false,
} as const;

/** Characters to format before yielding to the event loop. */
const CHARACTERS_PER_TURN = 131_072;

/** How a client wants CSV. */
export interface CsvOptions {
  /** Whether cells that a spreadsheet would run as a formula get an apostrophe. */
  readonly safeCells: boolean;
}

/** A table as CSV. The first row has the names of the columns. */
export interface CsvTable {
  readonly columns: readonly string[];
  /** Rows are made when they are written, so that they need not exist at the same time. */
  readonly rows: Iterable<readonly Cell[]>;
}

export async function csvAnswer(
  { columns, rows }: CsvTable,
  { safeCells }: CsvOptions,
  options: CallOptions,
  headers?: Answer['headers'],
): Promise<Answer> {
  // Loaded on demand: most clients want JSON.
  const { writeToString } = await import('@fast-csv/format');
  const texts: string[] = [];
  let block = [maskRow(columns)];
  let length = 0;
  const endBlock = async (): Promise<void> => {
    texts.push(unmask(await writeToString(block, FORMAT)));
    block = [];
    length = 0;
  };
  for (const cells of rows) {
    const row = maskRow(safeCells ? cells.map(safeCell) : cells);
    block.push(row);
    for (const text of row) length += text.length + 1;
    if (length < CHARACTERS_PER_TURN) continue;
    await endBlock();
    await nextTurn();
    throwIfAborted(options);
  }
  if (block.length > 0) await endBlock();
  return { status: 200, type: CSV_TYPE, body: texts, headers };
}
