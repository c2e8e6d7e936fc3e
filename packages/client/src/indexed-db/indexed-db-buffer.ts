import type { ClientBuffer, OpenBuffer, SealedBatch } from '../buffer/buffer.js';
import { openMemory } from '../buffer/memory-buffer.js';
import { replayBatches } from '../buffer/replay.js';
import { BufferFullError, type DeadLetter, type EntryKind } from '../model/errors.js';
import { type BatchRecord, entriesRange, openDatabase, readEntries, resultOf } from './database.js';
import { createSessions } from './sessions.js';
import { createWriter } from './writer.js';

export interface IndexedDbBufferOptions {
  /** Of the database; `memex-client` where absent. */
  readonly name?: string;
  /** Most bytes of entries that this page holds; 64 MiB where absent. */
  readonly maxBytes?: number;
}

const NAME = 'memex-client';
const MAX_BYTES = 64 * 1_048_576;

/**
 * A buffer in the browser's IndexedDB. What is added is in memory when `request` and the like return, and a moment later in the database: it
 * outlives the page, and is sent by the next one of the same origin. Pages that are open together share a database, each with its own batches.
 *
 * The page must be a secure one: https, or localhost.
 */
export function indexedDbBuffer({
  name = NAME,
  maxBytes = MAX_BYTES,
}: IndexedDbBufferOptions = {}): ClientBuffer {
  return { open: () => openIndexedDb(name, maxBytes) };
}

function openIndexedDb(name: string, maxBytes: number): OpenBuffer {
  if (!globalThis.isSecureContext)
    throw new TypeError('indexedDbBuffer needs a secure page: https, or localhost');
  const memory = openMemory(maxBytes);
  const database = openDatabase(name);
  const sessions = createSessions(name);
  const writer = createWriter(database);
  const open: Record<EntryKind, { readonly key: string; count: number } | undefined> = {
    messages: undefined,
    logs: undefined,
  };
  let isLoaded = false;

  /** Takes over what pages left that are gone. */
  const load = async (): Promise<void> => {
    const opened = await database;
    const records: readonly BatchRecord[] = await resultOf(
      opened.transaction('batches').objectStore('batches').getAll(),
    );
    const left = records
      .filter(({ session }) => session !== sessions.own)
      .sort((a, b) => a.createdAt - b.createdAt);
    const adopted = new Map<string, Promise<boolean>>();
    for (const { key, kind, createdAt, session, splits } of left) {
      const isOurs = adopted.get(session) ?? sessions.adopt(session);
      adopted.set(session, isOurs);
      if (!(await isOurs)) continue;
      memory.insert([{ key, kind, createdAt, entries: await readEntries(opened, key) }]);
      for (const part of splits) memory.markSplitPart(part);
    }
  };
  // Where there is no database the next `add` says so; what is in memory is sent all the same.
  const loading = load()
    .catch(() => undefined)
    .finally(() => {
      isLoaded = true;
    });

  const putBatch = (record: BatchRecord): void => {
    writer.write((transaction) => void transaction.objectStore('batches').put(record));
  };
  const putEntry = (batch: string, place: number, text: string): void => {
    writer.write((transaction) => void transaction.objectStore('entries').put({ batch, place, text }));
  };
  const readLetters = async (): Promise<readonly DeadLetter[]> => {
    await writer.written();
    const letters: readonly DeadLetter[] = await resultOf(
      (await database).transaction('letters').objectStore('letters').getAll(),
    );
    return letters.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  };
  const removeLetter = ({ id }: DeadLetter): void => {
    writer.write((transaction) => void transaction.objectStore('letters').delete(id));
  };

  return {
    ...memory,
    durable: true,
    add(kind, text, start) {
      const failure = writer.failure();
      if (failure !== undefined) throw new BufferFullError('the database takes nothing', { cause: failure });
      memory.add(kind, text, start);
      if (start !== undefined) {
        open[kind] = { key: start.key, count: 0 };
        putBatch({ ...start, kind, session: sessions.own, splits: [] });
      }
      const batch = open[kind];
      if (batch !== undefined) putEntry(batch.key, batch.count++, text);
    },
    hasSealed: () => !isLoaded || memory.hasSealed(),
    oldest: () => (isLoaded ? memory.oldest() : Number.NEGATIVE_INFINITY),
    async take(): Promise<SealedBatch | undefined> {
      await loading;
      // The next page must find the batch as it was sent. Where the database is full it is sent all the same, to make room.
      await writer.written().catch(() => undefined);
      return memory.take();
    },
    settle(batch) {
      memory.settle(batch);
      writer.write((transaction) => {
        transaction.objectStore('batches').delete(batch.key);
        transaction.objectStore('entries').delete(entriesRange(batch.key));
      });
    },
    markSplit(batch, part) {
      memory.markSplit(batch, part);
      const { key } = batch;
      writer.write((transaction) => {
        const store = transaction.objectStore('batches');
        const request: IDBRequest<BatchRecord | undefined> = store.get(key);
        request.onsuccess = () => {
          if (request.result !== undefined)
            store.put({ ...request.result, splits: [...request.result.splits, part] });
        };
      });
    },
    moveToDead(letters) {
      for (const letter of letters)
        writer.write((transaction) => void transaction.objectStore('letters').put(letter));
    },
    async *letters() {
      yield* await readLetters();
    },
    async replay(size) {
      const letters = await readLetters();
      for (const { kind, key, createdAt, entries } of replayBatches(letters, size)) {
        memory.insert([{ kind, key, createdAt, entries }]);
        putBatch({ key, kind, createdAt, session: sessions.own, splits: [] });
        for (const [place, text] of entries.entries()) putEntry(key, place, text);
      }
      for (const letter of letters) removeLetter(letter);
      await writer.written();
      return letters.length;
    },
    async removeLetters(matches) {
      const letters = (await readLetters()).filter(matches);
      for (const letter of letters) removeLetter(letter);
      await writer.written();
      return letters.length;
    },
    async close() {
      const isKept = await loading
        .then(() => writer.written())
        .then(
          () => true,
          () => false,
        );
      sessions.release();
      const left = await memory.close();
      if (!isKept) return left;
      (await database).close();
      return [];
    },
  };
}
