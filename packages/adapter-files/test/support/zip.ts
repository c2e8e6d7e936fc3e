import { crc32, deflateRawSync } from 'node:zlib';

/** A file to pack, and how it differs from what a tool would write. */
export interface PackedEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** The size that the zip tells. */
  readonly size?: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** Source: {@link https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT | PKWARE, .ZIP File Format Specification}, 4.3 */
export function zipped(entries: readonly PackedEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content);
    const data = entry.stored === true ? content : deflateRawSync(content);
    // Flags, method, time, date, checksum, sizes, length of the name.
    const common = Buffer.alloc(24);
    common.writeUInt16LE(entry.flags ?? 0, 0);
    common.writeUInt16LE(entry.method ?? (entry.stored === true ? 0 : 8), 2);
    common.writeUInt32LE(entry.crc ?? crc32(content), 8);
    common.writeUInt32LE(data.length, 12);
    common.writeUInt32LE(entry.size ?? content.length, 16);
    common.writeUInt16LE(name.length, 20);
    const local = Buffer.concat([numbers(LOCAL, 20), common, name, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(numbers(CENTRAL, 20, 20), common, tail, name);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, numbers(END), end]);
}

/** A signature, and numbers of two bytes. */
function numbers(signature: number, ...rest: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 2 * rest.length);
  bytes.writeUInt32LE(signature, 0);
  for (const [index, number] of rest.entries()) bytes.writeUInt16LE(number, 4 + 2 * index);
  return bytes;
}
