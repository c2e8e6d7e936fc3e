import { MalformedError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { DumpRow } from '@memex/core/reports';
import { delimiterOf } from './delimiter.js';
import { type NumberedRow, readRows } from './read-rows.js';

/** The column with the date. */
export type DumpColumn = 'last_update' | 'failure_datetime';

const USER_COLUMN = 'wenet_id';

/**
 * Reads the rows of dumps, one file after the other. The first line names the columns; other columns are ignored.
 *
 * @param paths - Each ends in `.csv` or `.tsv`.
 * @throws NotFoundError or UnavailableError if a file cannot be read. MalformedError if it is not such a table; its path is `file:line`.
 */
export async function* readDumps(
  paths: readonly string[],
  dateColumn: DumpColumn,
  options: CallOptions = {},
): AsyncGenerator<DumpRow, void> {
  for (const file of paths) {
    let columns: { readonly user: number; readonly date: number } | undefined;
    for await (const row of readRows(file, delimiterOf(file) ?? ',', options)) {
      if (columns === undefined) columns = columnsOf(file, row, dateColumn);
      else
        yield {
          userId: row.cells[columns.user] ?? '',
          date: row.cells[columns.date] ?? '',
          file,
          line: row.line,
        };
    }
    if (columns === undefined)
      throw new MalformedError([{ path: `${file}:1`, message: 'must name the columns' }]);
  }
}

function columnsOf(file: string, { cells, line }: NumberedRow, dateColumn: DumpColumn) {
  const names = cells.map((cell) => cell.trim());
  const [user, date] = [names.indexOf(USER_COLUMN), names.indexOf(dateColumn)];
  if (user >= 0 && date >= 0) return { user, date };
  const missing = [...(user < 0 ? [USER_COLUMN] : []), ...(date < 0 ? [dateColumn] : [])];
  throw new MalformedError([
    { path: `${file}:${line}`, message: `has no column ${missing.join(' and no column ')}` },
  ]);
}
