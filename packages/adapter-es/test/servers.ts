import type { Store } from '@memex/core';
import { unique } from '@memex/core/conformance';
import {
  type Cluster,
  isMissing,
  type Major,
  sharedElasticsearch,
  startElasticsearch,
  type Wanted,
} from '@memex/test-services';
import { afterAll, describe, test } from 'vitest';
import { createElasticsearchStore, type ElasticsearchOptions } from '../src/index.js';
const MAJORS: readonly Major[] = [8, 9];

/** Tests on a server of each major that other files use too: nothing may harm it. */
export async function onEachMajor(name: string, define: (nodes: readonly string[]) => void): Promise<void> {
  for (const major of MAJORS) {
    const servers = await sharedElasticsearch({ major });
    const title = `${name} on Elasticsearch ${major}`;
    if (isMissing(servers)) test.skip(`${title}: needs ${servers.missing}`);
    else describe.concurrent(title, () => define(servers.urls));
  }
}

/** Tests on servers of their own, to be harmed. */
export async function onOwnServers(
  name: string,
  wanted: Wanted,
  define: (cluster: Cluster) => void,
): Promise<void> {
  const cluster = await startElasticsearch(wanted);
  const title = `${name} on Elasticsearch ${wanted.major}`;
  if (isMissing(cluster)) {
    test.skip(`${title}: needs ${cluster.missing}`);
    return;
  }
  describe(title, () => {
    afterAll(() => cluster.stop());
    define(cluster);
  });
}

/** A started store that sees nothing of others in its cluster. */
export async function openStore(
  nodes: readonly string[],
  options: ElasticsearchOptions = {},
): Promise<Store> {
  const store = createElasticsearchStore({
    nodes,
    prefix: `${unique('test')}-`,
    refreshInterval: '100ms',
    ...options,
  });
  await store.start();
  return store;
}

/** Makes everything that is acknowledged visible to pages. */
export async function refresh(node: string): Promise<void> {
  const { ok } = await fetch(`${node}/_refresh`, { method: 'POST' });
  if (!ok) throw new Error('the server did not refresh');
}
