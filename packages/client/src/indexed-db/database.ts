/** The stores of the database, by name. */
export const STORES = ['batches', 'entries', 'letters'] as const;

/** A batch without its entries. */
export interface BatchRecord {
  readonly key: string;
  readonly kind: 'messages' | 'logs';
  readonly createdAt: number;
  /** The page that it belongs to. */
  readonly session: string;
  /** Which parts of it were too large. */
  readonly splits: readonly string[];
}

export interface EntryRecord {
  readonly batch: string;
  readonly place: number;
  readonly text: string;
}

/** Opens the database, and makes it where it is missing. */
export function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore('batches', { keyPath: 'key' });
    database.createObjectStore('entries', { keyPath: ['batch', 'place'] });
    database.createObjectStore('letters', { keyPath: 'id' });
  };
  return resultOf(request);
}

export function resultOf<A>(request: IDBRequest<A>): Promise<A> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The entries of a batch, in order. */
export async function readEntries(database: IDBDatabase, batch: string): Promise<readonly string[]> {
  const store = database.transaction('entries').objectStore('entries');
  const records: readonly EntryRecord[] = await resultOf(store.getAll(entriesRange(batch)));
  return records.map(({ text }) => text);
}

/** The keys of all entries of a batch. */
export function entriesRange(batch: string): IDBKeyRange {
  return IDBKeyRange.bound([batch, 0], [batch, Number.MAX_SAFE_INTEGER]);
}
