import { createElasticsearchStore } from '@memex/adapter-es';
import { createSqliteStore } from '@memex/adapter-sqlite';
import type { AnalyticalStore } from '@memex/core';
import { unique } from '@memex/core/testing';
import { isMissing, type Major, type Missing, sharedElasticsearch } from '@memex/test-services';
import { askServer } from './elasticsearch.js';
import { createFolder } from './folder.js';

/** An engine that must agree with the memory store, and what of it this machine has not. */
export interface Engine {
  readonly name: string;
  readonly open: Missing | (() => Promise<OpenEngine>);
}

/** A started store of an engine, stopped and removed at the end of its scope. */
export interface OpenEngine extends AsyncDisposable {
  readonly store: AnalyticalStore;
  /** Makes all that is acknowledged count. */
  refresh(): Promise<void>;
}

export async function findEngines(): Promise<readonly Engine[]> {
  return [{ name: 'SQLite', open: openSqlite }, await elasticsearch(8), await elasticsearch(9)];
}

async function openSqlite(): Promise<OpenEngine> {
  const folder = await createFolder();
  const store = createSqliteStore({ path: folder.path });
  await store.start();
  return {
    store,
    refresh: async () => {},
    [Symbol.asyncDispose]: async () => {
      await store.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function elasticsearch(major: Major): Promise<Engine> {
  const servers = await sharedElasticsearch({ major });
  const open = isMissing(servers) ? servers : () => openElasticsearch(servers.urls[0] ?? '');
  return { name: `Elasticsearch ${major}`, open };
}

async function openElasticsearch(url: string): Promise<OpenEngine> {
  const store = createElasticsearchStore({ nodes: [url], prefix: `${unique('engine')}-`, replicas: 0 });
  await store.start();
  return {
    store,
    refresh: async () => {
      await askServer(url, 'POST', '/_refresh');
    },
    [Symbol.asyncDispose]: () => store.stop(),
  };
}
