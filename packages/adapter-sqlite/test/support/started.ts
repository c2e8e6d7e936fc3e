import { createSqliteStore, type SqliteStoreOptions } from '@memex/adapter-sqlite';
import type { AnalyticalStore } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { onTestFinished } from 'vitest';
import { emptyFolder } from './folder.js';

/** A started store, in a new folder by default. It is stopped when the test has finished. */
export async function startedStore(options: Partial<SqliteStoreOptions> = {}): Promise<AnalyticalStore> {
  const store = createSqliteStore({ path: options.path ?? (await emptyFolder()), ...options });
  await store.start();
  onTestFinished(() => store.stop());
  return store;
}

/** Another store with the same contract. */
export async function startedMemory(): Promise<AnalyticalStore> {
  const memory = createMemoryStore();
  await memory.start();
  onTestFinished(() => memory.stop());
  return memory;
}
