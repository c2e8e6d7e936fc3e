import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { isMemexError } from '@memex/core';
import { malformed } from '@memex/core/toolkit';
import type { Entry, ZipFile } from 'yauzl';
import { fileErrorOf } from '../io/file-error.js';
import { type InputBytesOptions, plainBytes } from './input-bytes.js';
import { isOfSlack, type PackedFile } from './slack-export.js';

/** The bytes with which a zip begins, also one without files. */
const SIGNATURES: readonly string[] = ['PK\x03\x04', 'PK\x05\x06'];

/** @throws NotFoundError or UnavailableError if the file cannot be read. */
export async function isZip(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return SIGNATURES.includes(buffer.toString('latin1', 0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileErrorOf(error, path, 'read');
  }
}

/**
 * The files of an export of Slack in a zip. Nothing of it is written to a disk, and no file of it is in memory as a whole, however far it unpacks.
 *
 * @throws MalformedError if it is no zip, or one that cannot be read. UnavailableError if the disk fails.
 */
export async function slackZip(path: string): Promise<readonly PackedFile[]> {
  const files: PackedFile[] = [];
  try {
    const zip = await openZip(path);
    try {
      for await (const entry of zip.eachEntry())
        if (isOfSlack(entry.fileName)) files.push(packedFile(path, entry));
    } finally {
      zip.close();
    }
  } catch (error) {
    if (isMemexError(error) || isOfSystem(error)) throw fileErrorOf(error, path, 'read');
    throw malformed(path, `is no zip that can be read: ${error instanceof Error ? error.message : error}`);
  }
  return files;
}

/** Loaded here, since few imports need it. */
async function openZip(path: string): Promise<ZipFile> {
  const { openPromise } = await import('yauzl');
  return openPromise(path, { autoClose: false });
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

function packedFile(path: string, entry: Entry): PackedFile {
  const { fileName: name, uncompressedSize: size } = entry;
  if (entry.isEncrypted())
    throw malformed(path, `has ${name} encrypted: unzip it with its password, and name the folder`);
  if (!entry.canDecodeFileData())
    throw malformed(
      path,
      `has ${name} compressed by method ${entry.compressionMethod}, which is not read: unzip it, and name the folder`,
    );
  const file = join(path, name);
  return { name, file: { path: file, size, open: (options) => bytesOf(path, file, entry, options) } };
}

async function* bytesOf(
  zipPath: string,
  path: string,
  entry: Entry,
  options: InputBytesOptions,
): AsyncGenerator<Buffer, void> {
  try {
    const zip = await openZip(zipPath);
    try {
      const unpacked: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
      yield* plainBytes(checked(unpacked, entry), options);
    } finally {
      zip.close();
    }
  } catch (error) {
    throw fileErrorOf(error, path, 'read');
  }
}

/** The same bytes. Their number is checked by the library, but not their checksum. */
async function* checked(bytes: AsyncIterable<Buffer>, entry: Entry): AsyncGenerator<Buffer, void> {
  let sum = 0;
  for await (const chunk of bytes) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error('its checksum is wrong');
}
