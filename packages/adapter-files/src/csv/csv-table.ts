import { once } from 'node:events';
import { format } from '@fast-csv/format';
import type { CallOptions } from '@memex/core/ports';
import type { TableWriter } from '@memex/core/reports';
import { maskRow, safeCell, unmask } from '@memex/core/toolkit';
import { buffered, type Sink } from '../io/sink.js';

/** A table that is written row by row. */
export interface CsvTable extends TableWriter {
  /** Writes the rest. Call it once, after the last row. */
  end(options?: CallOptions): Promise<void>;
}

export interface CsvTableOptions {
  readonly delimiter: ',' | '\t';
  /** Puts an apostrophe before cells that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean | undefined;
}

/** Writes a table like Python's `csv.writer`: `\r\n` after every row, quotes where needed, and nothing for null. */
export function createCsvTable(sink: Sink, { delimiter, safeCells = false }: CsvTableOptions): CsvTable {
  const target = buffered(sink);
  const formatter = format({ delimiter, rowDelimiter: '\r\n', includeEndRowDelimiter: true, headers: false });
  let formatted = '';
  let rows = 0;
  formatter.on('data', (chunk: Buffer) => {
    formatted += chunk.toString();
  });
  const flushFormatted = async (options?: CallOptions): Promise<void> => {
    const text = unmask(formatted);
    formatted = '';
    await target.write(text, options);
  };
  return {
    async row(cells, options) {
      rows++;
      const masked = maskRow(safeCells ? cells.map(safeCell) : cells);
      if (!formatter.write(masked)) await once(formatter, 'drain', { signal: options?.signal });
      await flushFormatted(options);
    },
    async end(options) {
      // Ends the last row. For a table without rows, Python writes nothing, but fast-csv would write an empty line.
      if (rows > 0) await once(formatter.end(), 'end');
      await flushFormatted(options);
      await target.flush(options);
    },
  };
}
