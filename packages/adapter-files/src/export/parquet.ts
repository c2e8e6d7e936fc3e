import {
  type ExportFormat,
  type ExportRecord,
  parseJson,
  parseTimestamp,
  stringifyJson,
} from '@memex/core/toolkit';
import { PARQUET_COLUMNS, type ParquetColumn } from './parquet-columns.js';
import { openParquetFile, type ParquetCell } from './parquet-file.js';

/**
 * Columns with their names and types, compressed with gzip; see {@link PARQUET_COLUMNS}. A record goes into the row group that is full next.
 *
 * Source: {@link https://parquet.apache.org/docs/file-format/ | Apache Parquet}
 */
export const parquet: ExportFormat = {
  name: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  // Its end tells where everything is.
  resumable: false,
  open({ kind }) {
    const columns = PARQUET_COLUMNS[kind];
    const file = openParquetFile(columns);
    let held = columns.map((): ParquetCell[] => []);
    let rows = 0;
    let characters = 0;
    const add = ({ json, traceId }: ExportRecord): void => {
      const record = { ...Object(parseJson(json)), traceId };
      for (const [index, column] of columns.entries()) held[index]?.push(cellOf(column, record));
      rows++;
      characters += json.length;
    };
    const writeGroup = async (): Promise<void> => {
      await (await file).writeGroup(held, rows);
      held = columns.map(() => []);
      rows = 0;
      characters = 0;
    };
    return {
      async encode(records) {
        // Cells are all that is kept: the records as JSON and as objects would take several times as much.
        for (const record of records) add(record);
        if (rows >= GROUP_ROWS || characters >= GROUP_CHARACTERS) await writeGroup();
        return (await file).takeBytes();
      },
      async end() {
        if (rows > 0) await writeGroup();
        return (await file).finish();
      },
    };
  },
};

/** Rows of a group: few enough for little memory, and enough for readers to skip what they do not need. */
const GROUP_ROWS = 5_000;
const GROUP_CHARACTERS = 16 * 1_048_576;

function cellOf({ type, path }: ParquetColumn, record: unknown): ParquetCell {
  const value = path.reduce<unknown>(memberOf, record);
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : stringifyJson(value);
    case 'json':
      return stringifyJson(value);
    case 'number':
      return Number(stringifyJson(value));
    case 'time': {
      const parsed = typeof value === 'string' ? parseTimestamp(value) : undefined;
      return parsed === undefined ? null : BigInt(parsed.instant);
    }
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
