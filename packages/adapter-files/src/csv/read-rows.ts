import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { CallOptions } from '@memex/core/ports';
import { malformed, throwIfAborted } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';

/** A row of a table, and the line that it begins in, from 1. */
export interface NumberedRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * The rows of a table, as they are read; empty lines are skipped.
 *
 * @throws NotFoundError, UnavailableError where the file cannot be read; MalformedError where it is no table: its path is `file:line`.
 */
export async function* readRows(
  path: string,
  delimiter: ',' | '\t',
  options: CallOptions = {},
): AsyncGenerator<NumberedRow, void> {
  throwIfAborted(options);
  const { parse } = await import('@fast-csv/parse'); // Most reports read no table.
  const rows = parse<string[], string[]>({ headers: false, delimiter });
  const reading = pipeline(createReadStream(path), rows);
  reading.catch(() => undefined); // Thrown by the iteration.
  let line = 1;
  try {
    for await (const cells of rows as AsyncIterable<string[]>) {
      throwIfAborted(options);
      if (cells.length > 0) yield { cells, line };
      line += 1 + breaksIn(cells);
    }
  } catch (error) {
    // Its message shows what stands there, which may be about people.
    if (error instanceof Error && error.message.startsWith('Parse Error'))
      throw malformed(
        `${path}:${line}`,
        'is no row of a table, or the first of several: a quote is out of place',
      );
    throw fileErrorOf(error, path, 'read');
  } finally {
    rows.destroy();
  }
}

/** How many lines the cells of a row take more than one. */
function breaksIn(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}
