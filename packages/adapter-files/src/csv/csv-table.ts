import { once } from 'node:events';
import { format } from '@fast-csv/format';
import type { CallOptions } from '@memex/core/ports';
import { safeCell, type TableWriter } from '@memex/core/reports';
import { buffered, type Sink } from '../io/sink.js';
import { maskRow, unmask } from './mask.js';

/** A table that is written as its rows come. */
export interface CsvTable extends TableWriter {
  /** Writes what is missing. Nothing may be written afterwards. */
  end(options?: CallOptions): Promise<void>;
}

export interface CsvTableOptions {
  readonly delimiter: ',' | '\t';
  /** Writes an apostrophe before cells that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean | undefined;
}

/** A table in the form of Python's `csv.writer`: `\r\n` behind every row, quotes where they are needed, null as nothing. */
export function createCsvTable(sink: Sink, { delimiter, safeCells = false }: CsvTableOptions): CsvTable {
  const target = buffered(sink);
  const formatter = format({ delimiter, rowDelimiter: '\r\n', includeEndRowDelimiter: true, headers: false });
  let formatted = '';
  let rows = 0;
  formatter.on('data', (chunk: Buffer) => {
    formatted += chunk.toString();
  });
  const pass = async (options?: CallOptions): Promise<void> => {
    const text = unmask(formatted);
    formatted = '';
    await target.write(text, options);
  };
  return {
    async row(cells, options) {
      rows++;
      const masked = maskRow(safeCells ? cells.map(safeCell) : cells);
      if (!formatter.write(masked)) await once(formatter, 'drain', { signal: options?.signal });
      await pass(options);
    },
    async end(options) {
      // What ends the last row. Where there is none, Python writes nothing, and fast-csv an empty line.
      if (rows > 0) await once(formatter.end(), 'end');
      await pass(options);
      await target.flush(options);
    },
  };
}
