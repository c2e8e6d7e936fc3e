import { gzipSync } from 'node:zlib';
import {
  type ExportFormat,
  type ExportRecord,
  parseJson,
  parseTimestamp,
  stringifyJson,
} from '@memex/core/toolkit';
import { PARQUET_COLUMNS, type ParquetColumn } from './parquet-columns.js';

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
    const file = openFile(columns);
    let held = columns.map((): Cell[] => []);
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
const GROUP_ROWS = 10_000;
const GROUP_CHARACTERS = 16 * 1_048_576;

type Cell = string | number | bigint | null;

interface ParquetFile {
  /** @param cells - Those of each column. */
  writeGroup(cells: readonly Cell[][], rows: number): Promise<void>;
  /** What was written since the last call. */
  takeBytes(): Uint8Array;
  /** The same, with the end of the file. */
  finish(): Promise<Uint8Array>;
}

async function openFile(columns: readonly ParquetColumn[]): Promise<ParquetFile> {
  // Loaded on demand: most exports are in another format.
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const takeBytes = (): Uint8Array => {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  };
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'memex', num_children: columns.length },
      ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[type] })),
    ],
    codec: 'GZIP',
    compressors: { GZIP: (input) => gzipSync(input) },
    createdBy: 'memex',
  });
  // Nobody reads these bytes, since the end of the file tells where everything is. They can be sent while the first rows are collected.
  bytes.appendBytes(new Uint8Array(PADDING));
  return {
    takeBytes,
    async writeGroup(cells, rows) {
      const columnData = columns.map(({ name }, index) => ({ name, data: cells[index] ?? [] }));
      await writer.write({ columnData, rowGroupSize: rows });
    },
    async finish() {
      await writer.finish();
      return takeBytes();
    },
  };
}

const PADDING = 128;

const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
} as const;

function cellOf({ type, path }: ParquetColumn, record: unknown): Cell {
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
