import { STORES } from './database.js';

/** One change of the database. */
export type Change = (transaction: IDBTransaction) => void;

/** Writes changes in order. Those that come while a transaction is under way share the next one. */
export interface Writer {
  write(change: Change): void;
  /** Resolves when all that was written before is in the database; rejects where it cannot be. */
  written(): Promise<void>;
  /** Why the last transaction failed, until one succeeds. What it held is tried again with the next change. */
  failure(): unknown;
}

export function createWriter(database: Promise<IDBDatabase>): Writer {
  let waiting: Change[] = [];
  let writing: Promise<void> | undefined;
  let failure: unknown;

  const writeAll = async (): Promise<void> => {
    const opened = await database.catch((error: unknown) => {
      failure = error;
      throw error;
    });
    while (waiting.length > 0) {
      const changes = waiting;
      waiting = [];
      try {
        await commit(opened, changes);
        failure = undefined;
      } catch (error) {
        failure = error;
        waiting = [...changes, ...waiting];
        throw error;
      }
    }
  };
  const start = (): Promise<void> => {
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  return {
    write(change) {
      waiting.push(change);
      start().catch(() => undefined); // Told by `failure`, and to whoever waits.
    },
    written: () => (waiting.length > 0 || writing !== undefined ? start() : Promise.resolve()),
    failure: () => failure,
  };
}

function commit(database: IDBDatabase, changes: readonly Change[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORES, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    for (const change of changes) change(transaction);
  });
}
