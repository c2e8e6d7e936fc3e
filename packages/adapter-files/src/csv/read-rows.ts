import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CallOptions } from '@memex/core/ports';
import { malformed, throwIfAborted } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';

/** A row of a table, and the line it starts on, counted from 1. */
export interface NumberedRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Streams the rows of a table. Empty lines are skipped.
 *
 * @throws NotFoundError or UnavailableError if the file cannot be read. MalformedError if it is not a table; its path is `file:line`.
 */
export async function* readRows(
  path: string,
  delimiter: ',' | '\t',
  options: CallOptions = {},
): AsyncGenerator<NumberedRow, void> {
  yield* readRowsOf(() => createReadStream(path), path, delimiter, options);
}

/**
 * The same as {@link readRows}, of what a stream reads of a file.
 *
 * @param open - Opens the stream. Called only when its errors are waited for.
 */
export async function* readRowsOf(
  open: () => Readable,
  path: string,
  delimiter: ',' | '\t',
  options: CallOptions = {},
): AsyncGenerator<NumberedRow, void> {
  throwIfAborted(options);
  const { parse } = await import('@fast-csv/parse'); // Loaded on demand: most reports read no table.
  const rows = parse<string[], string[]>({ headers: false, delimiter });
  const reading = pipeline(open(), rows);
  reading.catch(() => undefined); // The iteration throws it.
  let line = 1;
  try {
    for await (const cells of rows as AsyncIterable<string[]>) {
      throwIfAborted(options);
      if (cells.length > 0) yield { cells, line };
      line += 1 + breaksIn(cells);
    }
  } catch (error) {
    // The parser's message quotes the line, which may be about people.
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

/** The number of line breaks within the cells of a row. */
function breaksIn(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}
