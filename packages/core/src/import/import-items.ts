import type { IngestContext } from '../entry/decode-batch.js';
import type { NewEntry } from '../entry/entry.js';
import type { Log } from '../log/log.js';
import type { LogStore } from '../log/log-store.js';
import type { Message } from '../message/message.js';
import type { MessageStore } from '../message/message-store.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { ImportItem } from './import-mapping.js';
import { importedParts, type PartsOptions, type Rejection } from './imported-entry.js';

/** How much an import has read, and what came of it. */
export interface ImportCounts {
  /** Lines, rows, or elements of lists. */
  items: number;
  messages: number;
  logs: number;
  /** What is nothing to store, by what it is. */
  ignored: Map<string, number>;
  rejected: number;
}

export interface ImportOptions extends PartsOptions, CallOptions {
  /** Where entries are stored. Without it, they are only checked. */
  readonly store?: { readonly messages: MessageStore; readonly logs: LogStore } | undefined;
  /** Finds the messages of erased users, which are rejected; nobody's by default. */
  readonly refusedAmong?: IngestContext['refusedAmong'];
  /** Called for each part that cannot be stored; the others go on. */
  readonly onRejection: (rejection: Rejection) => Promise<void>;
  /** Called when everything of an item before it is stored. */
  readonly onProgress?: ((counts: ImportCounts) => void) | undefined;
}

/** Nothing yet. */
export function noImports(): ImportCounts {
  return { items: 0, messages: 0, logs: 0, ignored: new Map(), rejected: 0 };
}

const BATCH = 1_000;
/** In UTF-16 units. A batch of this size is what every store accepts at once. */
const BATCH_LENGTH = 2 * 1_048_576;

/**
 * Stores what items contain, batch by batch: one is written while the next is read. An entry whose trace id is already stored stays as it is, so an
 * import that was interrupted can be repeated.
 *
 * @throws UnavailableError if the store cannot serve now. AbortedError if the signal fires. What was counted before may or may not be stored.
 */
export async function importItems(
  items: AsyncIterable<readonly ImportItem[]>,
  options: ImportOptions,
): Promise<ImportCounts> {
  const { store, signal, onRejection, onProgress } = options;
  const counts = noImports();
  const messages = new BatchWriter<Message>((entries) => store?.messages.append({ entries }, { signal }));
  const logs = new BatchWriter<Log>((entries) => store?.logs.append({ entries }, { signal }));
  for await (const some of items) {
    throwIfAborted({ signal });
    for (const item of some) {
      counts.items++;
      for (const part of importedParts(item, options)) {
        switch (part.kind) {
          case 'messages':
            if (await isRefused(part.entry.value, options)) {
              counts.rejected++;
              // What is known of an erased user is not written to one more file.
              await onRejection({ place: part.place, reason: ERASED_USER, original: null });
              break;
            }
            counts.messages++;
            if (messages.add(part.entry)) await messages.flush();
            break;
          case 'logs':
            counts.logs++;
            if (logs.add(part.entry)) await logs.flush();
            break;
          case 'ignored':
            counts.ignored.set(part.what, (counts.ignored.get(part.what) ?? 0) + 1);
            break;
          case 'rejected':
            counts.rejected++;
            await onRejection(part.rejection);
        }
      }
    }
    onProgress?.(counts);
  }
  await messages.end();
  await logs.end();
  return counts;
}

const ERASED_USER = 'is of a user who was erased, whose messages are refused';

async function isRefused(message: Message, { refusedAmong, signal }: ImportOptions): Promise<boolean> {
  return refusedAmong !== undefined && (await refusedAmong([message], { signal })).size > 0;
}

/** Collects entries, and has one batch written at a time. */
class BatchWriter<T> {
  private entries: NewEntry<T>[] = [];
  private length = 0;
  private written: Promise<unknown> = Promise.resolve();

  constructor(private readonly write: (entries: readonly NewEntry<T>[]) => Promise<unknown> | undefined) {}

  /** Returns whether the batch is full. */
  add(entry: NewEntry<T>): boolean {
    this.entries.push(entry);
    this.length += entry.json.length;
    return this.entries.length >= BATCH || this.length >= BATCH_LENGTH;
  }

  /** Begins to write the batch, once the one before it is written. */
  async flush(): Promise<void> {
    await this.written;
    const { entries } = this;
    this.entries = [];
    this.length = 0;
    if (entries.length === 0) return;
    this.written = Promise.resolve(this.write(entries));
    this.written.catch(() => undefined); // Awaited later, in its turn.
  }

  async end(): Promise<void> {
    await this.flush();
    await this.written;
  }
}
