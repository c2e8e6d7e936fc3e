import { gzipSync } from 'node:zlib';
import type { ParquetColumn } from './parquet-columns.js';
import { createFooter } from './parquet-footer.js';

export type ParquetCell = string | number | bigint | null;

export interface ParquetFile {
  /** @param cells - Those of each column. */
  writeGroup(cells: readonly ParquetCell[][], rows: number): Promise<void>;
  /** What was written since the last call. */
  takeBytes(): Uint8Array;
  /** The same, with the end of the file. */
  finish(): Uint8Array;
}

/** Opens a Parquet file in memory: what was taken is not kept. */
export async function openParquetFile(columns: readonly ParquetColumn[]): Promise<ParquetFile> {
  // Loaded on demand: most exports are in another format.
  const [library, metadata, { writeIndexes }] = await Promise.all([
    import('hyparquet-writer'),
    import('hyparquet-writer/src/metadata.js'),
    import('hyparquet-writer/src/indexes.js'),
  ]);
  const bytes = new library.ByteWriter();
  const takeBytes = (): Uint8Array => {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  };
  const schema = [
    { name: 'memex', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[type] })),
  ];
  const writer = new library.ParquetWriter({
    writer: bytes,
    schema,
    codec: 'GZIP',
    compressors: { GZIP: (input) => gzipSync(input) },
  });
  const footer = createFooter({ ...library, ...metadata }, schema, 'memex');
  // Nobody reads these bytes, since the end of the file tells where everything is. They can be sent while the first rows are collected.
  bytes.appendBytes(new Uint8Array(PADDING));
  return {
    takeBytes,
    async writeGroup(cells, rows) {
      const columnData = columns.map(({ name }, index) => ({ name, data: cells[index] ?? [] }));
      await writer.write({ columnData, rowGroupSize: rows });
      // The library would keep these until the end. Indexes of pages come first: a group tells where its own are.
      writeIndexes(bytes, writer.pendingIndexes.splice(0));
      for (const group of writer.row_groups.splice(0)) footer.add(group);
    },
    finish() {
      footer.write(bytes, writer.num_rows);
      bytes.appendBytes(MAGIC);
      return takeBytes();
    },
  };
}

const PADDING = 128;
const MAGIC = new TextEncoder().encode('PAR1');

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
