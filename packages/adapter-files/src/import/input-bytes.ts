import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { CallOptions } from '@memex/core/ports';
import { throwIfAborted } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';

/** The name of standard input among files. */
export const STDIN = '-';

const CHUNK_BYTES = 262_144;

export interface InputBytesOptions extends CallOptions {
  /** Called with the number of bytes that were read from the disk. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

/**
 * The bytes of a file, or of standard input: unpacked if they are of gzip, and without a byte order mark.
 *
 * Source: {@link https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1 | RFC 1952}, for the first two bytes
 *
 * @throws NotFoundError or UnavailableError if it cannot be read.
 */
export async function* inputBytes(
  path: string,
  options: InputBytesOptions = {},
): AsyncGenerator<Buffer, void> {
  const file: NodeJS.ReadableStream =
    path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
  try {
    yield* plainBytes(file, options);
  } catch (error) {
    throw fileErrorOf(error, path, 'read');
  }
}

/** The same bytes: unpacked if they are of gzip, and without a byte order mark. Whatever reading them throws is thrown. */
export async function* plainBytes(
  bytes: AsyncIterable<Uint8Array | string>,
  { signal, onRead }: InputBytesOptions,
): AsyncGenerator<Buffer, void> {
  const [first, all] = await peek(counted(bytes, onRead));
  const plain = first[0] === 0x1f && first[1] === 0x8b ? unpacked(all) : all;
  let isFirst = true;
  for await (const chunk of plain) {
    throwIfAborted({ signal });
    yield isFirst ? withoutMark(chunk) : chunk;
    isFirst = false;
  }
}

async function* counted(
  raw: AsyncIterable<Uint8Array | string>,
  onRead: InputBytesOptions['onRead'],
): AsyncGenerator<Buffer, void> {
  for await (const chunk of raw) {
    const bytes = Buffer.from(chunk);
    onRead?.(bytes.length);
    yield bytes;
  }
}

/** The first bytes, at least three if there are so many, and all of them again. */
async function peek(
  chunks: AsyncGenerator<Buffer, void>,
): Promise<[first: Buffer, all: AsyncGenerator<Buffer, void>]> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < MARK.length) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    first = first.length === 0 ? value : Buffer.concat([first, value]);
  }
  return [first, rejoined(first, chunks)];
}

async function* rejoined(first: Buffer, rest: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  if (first.length > 0) yield first;
  yield* rest;
}

/** Several members, one after the other, are one text. */
function unpacked(packed: AsyncGenerator<Buffer, void>): AsyncIterable<Buffer> {
  // The iteration throws what fails.
  return pipeline(packed, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
}

/** The byte order mark in UTF-8. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function withoutMark(chunk: Buffer): Buffer {
  return chunk.subarray(0, MARK.length).equals(MARK) ? chunk.subarray(MARK.length) : chunk;
}
