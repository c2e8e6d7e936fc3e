import type { CallOptions } from '../port/call.js';
import type { Cell } from '../table/cell.js';
import { timeCell } from '../table/time-cell.js';
import type { TableWriter } from './outputs.js';
import type { ReportWindow } from './report-window.js';

/** What precedes the rows of a table. */
export interface Heading {
  readonly appId?: string | undefined;
  readonly window?: ReportWindow | undefined;
  readonly total?: readonly [name: string, count: number] | undefined;
}

/** The rows that precede a table, including the empty one at the end. */
function heading({ appId, window, total }: Heading): readonly (readonly Cell[])[] {
  return [
    ...(appId === undefined ? [] : [['app id', appId]]),
    ...(window === undefined
      ? []
      : [
          ['from', timeCell(window.fromTime)],
          ['to', timeCell(window.toTime)],
        ]),
    ...(total === undefined ? [] : [total]),
    [],
  ];
}

/** Writes what precedes the rows, and the names of the columns. */
export async function writeHeading(
  output: TableWriter,
  above: Heading,
  columns: readonly Cell[],
  options: CallOptions,
): Promise<void> {
  for (const row of [...heading(above), columns]) await output.row(row, options);
}
