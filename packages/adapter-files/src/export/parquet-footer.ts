import type { ByteWriter, ParquetWriter } from 'hyparquet-writer';

type Writers = typeof import('hyparquet-writer') & typeof import('hyparquet-writer/src/metadata.js');
type Schema = ParquetWriter['schema'];
export type RowGroup = ParquetWriter['row_groups'][number];

/** The end of a Parquet file, which tells where each row group is. */
export interface ParquetFooter {
  add(group: RowGroup): void;
  /** Writes what was added, and the length of it all. */
  write(target: ByteWriter, rows: bigint): void;
}

/**
 * Keeps of each row group the bytes that the footer will have of it: about 3 kB where its objects take 29, which at ten million rows would be more
 * than everything else.
 *
 * The bytes are cut out of a footer with that group alone. In Thrift's compact protocol an element of a list is the same wherever it stands, and
 * the list of groups is where a footer with a group first differs from one without.
 *
 * Source: {@link https://parquet.apache.org/docs/file-format/metadata/ | Parquet metadata} and
 * {@link https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md | Thrift's compact protocol}
 */
export function createFooter(
  { ByteWriter, writeMetadata }: Writers,
  schema: Schema,
  createdBy: string,
): ParquetFooter {
  const footerOf = (groups: RowGroup[], rows: bigint): Uint8Array => {
    const bytes = new ByteWriter();
    const metadata = { version: 2, created_by: createdBy, schema, num_rows: rows, row_groups: groups };
    writeMetadata(bytes, { ...metadata, metadata_length: 0 });
    return bytes.getBytes().subarray(0, -LENGTH_BYTES);
  };
  const partsOf = (rows: bigint): { before: Uint8Array; after: Uint8Array } => {
    const empty = footerOf([], rows);
    const filled = footerOf([NO_GROUP], rows);
    const list = empty.findIndex((byte, index) => byte !== filled[index]);
    return { before: empty.subarray(0, list), after: empty.subarray(list + 1) };
  };
  const alone = partsOf(0n);
  const groups: Uint8Array[] = [];
  return {
    add(group) {
      const footer = footerOf([group], 0n);
      groups.push(footer.slice(alone.before.length + 1, footer.length - alone.after.length));
    },
    write(target, rows) {
      const start = target.offset;
      const { before, after } = partsOf(rows);
      target.appendBytes(before);
      appendListHeader(target, groups.length);
      for (const group of groups) target.appendBytes(group);
      target.appendBytes(after);
      target.appendUint32(target.offset - start);
    },
  };
}

const LENGTH_BYTES = 4;
const NO_GROUP: RowGroup = { columns: [], total_byte_size: 0n, num_rows: 0n };

const STRUCT = 12;
/** Sizes from here on follow the header. */
const LONG = 15;

/** The header of a list of structs; that of an empty one names no type, as the library writes it. */
function appendListHeader(target: ByteWriter, size: number): void {
  if (size === 0) target.appendUint8(0);
  else if (size < LONG) target.appendUint8((size << 4) | STRUCT);
  else {
    target.appendUint8((LONG << 4) | STRUCT);
    target.appendVarInt(size);
  }
}
