import { createSqliteStore } from '@memex/adapter-sqlite';
import type { AnalyticalStore } from '@memex/core';
import { createFolder } from './folder.js';

/** A started store of an engine, stopped and removed at the end of its scope. */
export interface OpenEngine extends AsyncDisposable {
  readonly store: AnalyticalStore;
}

/** The engines that must agree with the memory store. */
export const ENGINES: Readonly<Record<string, () => Promise<OpenEngine>>> = {
  SQLite: async () => {
    const folder = await createFolder();
    const store = createSqliteStore({ path: folder.path });
    await store.start();
    return {
      store,
      [Symbol.asyncDispose]: async () => {
        await store.stop();
        await folder[Symbol.asyncDispose]();
      },
    };
  },
};
