import { isMemexError } from '@memex/core';
import type { ImportedChat, ImportFormat, ImportItem } from '@memex/core/imports';
import type { CallOptions } from '@memex/core/ports';
import { type ElementShape, elementItems } from './element-items.js';
import { inputBytes } from './input-bytes.js';
import { lineItems } from './line-items.js';
import { rowItems } from './row-items.js';

/** A file to import. */
export interface ImportFile {
  /** Of a file in a zip, it begins with that of the zip. */
  readonly path: string;
  /** The bytes on the disk, or unpacked from a zip; `undefined` of standard input. */
  readonly size: number | undefined;
  /** How its bytes are read, if it is in a zip. */
  readonly open?: ((options: ImportReading) => AsyncGenerator<Buffer, void>) | undefined;
  /** The channel that all of it is from, if its path tells it. */
  readonly chat?: ImportedChat | undefined;
}

/** The files of an import, in the order in which they are read. */
export interface ImportFiles {
  readonly files: readonly ImportFile[];
  /** Of an export of Slack: the users that are bots. */
  readonly workspaceBots: readonly string[];
}

export interface ImportReading extends CallOptions {
  /** Called with the number of bytes of the size that were read. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

/**
 * Reads the items of a file, a few at a time. It may be compressed with gzip. If it cannot be read to its end, the last item has an issue.
 *
 * @throws NotFoundError if there is no such file. AbortedError.
 */
export async function* readImportFile(
  format: ImportFormat,
  { path, chat, open }: ImportFile,
  options: ImportReading = {},
): AsyncGenerator<readonly ImportItem[], void> {
  try {
    const items = await READERS[format](open?.(options) ?? inputBytes(path, options), path, options);
    for await (const some of items) yield chat === undefined ? some : some.map((item) => ({ ...item, chat }));
  } catch (error) {
    if (!isMemexError(error, 'unavailable')) throw error;
    yield [{ value: undefined, place: 'end', issue: error.message }];
  }
}

type Items = AsyncIterable<readonly ImportItem[]>;
type Reader = (
  bytes: AsyncGenerator<Buffer, void>,
  path: string,
  options: CallOptions,
) => Items | Promise<Items>;

const LIST: ElementShape = { items: ['$.*'] };
const WHOLE: ElementShape = { items: ['$'] };

/** A chat, or all chats of an account: those that were left have a list of their own. */
const TELEGRAM: ElementShape = {
  items: ['$.messages.*', '$.chats.list.*.messages.*', '$.left_chats.list.*.messages.*'],
  chats: ['$', '$.chats.list.*', '$.left_chats.list.*'].flatMap((chat) => [`${chat}.id`, `${chat}.type`]),
};

const READERS: Readonly<Record<ImportFormat, Reader>> = {
  ndjson: lineItems,
  csv: rowItems,
  rasa: (bytes, path, options) =>
    /\.csv(\.gz)?$/i.test(path) ? rowItems(bytes, path, options) : jsonItems(bytes),
  botframework: jsonItems,
  telegram: (bytes) => elementItems(bytes, TELEGRAM),
  slack: jsonItems,
};

/** A list of values, one value, or a value a line. */
async function jsonItems(bytes: AsyncGenerator<Buffer, void>): Promise<Items> {
  const [head, all] = await headOf(bytes);
  const text = head.trimStart();
  if (text.startsWith('[')) return elementItems(all, LIST);
  const [line = ''] = text.split('\n', 1);
  // The first line of a value that is laid out on several ends in its middle.
  return line.trimEnd().endsWith('}') || text.length === line.length
    ? lineItems(all)
    : elementItems(all, WHOLE);
}

/** The first chunk that is not empty as text, and all chunks again. */
async function headOf(
  bytes: AsyncGenerator<Buffer, void>,
): Promise<[head: string, all: AsyncIterable<Buffer>]> {
  let first = Buffer.alloc(0);
  for (;;) {
    const { value, done } = await bytes.next();
    if (done === true) break;
    first = Buffer.concat([first, value]);
    if (first.toString('latin1').trim() !== '') break;
  }
  return [first.toString('latin1'), rejoin(first, bytes)];
}

async function* rejoin(first: Buffer, rest: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* rest;
}
