import type { AnalyticalStore } from '@memex/core';
import { unique } from '@memex/core/testing';
import {
  type Cluster,
  isMissing,
  type Major,
  sharedElasticsearch,
  startElasticsearch,
  until,
  type Wanted,
} from '@memex/test-services';
import { afterAll, describe, test } from 'vitest';
import { createElasticsearchStore, type ElasticsearchOptions } from '../src/index.js';

const MAJORS: readonly Major[] = [8, 9];

/** Defines tests on a server of each major version. Other files share these servers: tests must not harm them. */
export async function onEachMajor(name: string, define: (nodes: readonly string[]) => void): Promise<void> {
  for (const major of MAJORS) {
    const servers = await sharedElasticsearch({ major });
    const title = `${name} on Elasticsearch ${major}`;
    if (isMissing(servers)) test.skip(`${title}: needs ${servers.missing}`);
    else describe.concurrent(title, () => define(servers.urls));
  }
}

const CLUSTERS: readonly (Wanted & { readonly name: string })[] = [
  { name: 'Elasticsearch 8', major: 8 },
  { name: 'Elasticsearch 9', major: 9 },
  { name: 'three nodes of Elasticsearch 9', major: 9, nodes: 3 },
];

/**
 * Defines tests on a server of each major version, and on a cluster. Other files share them: tests must not harm
 * them.
 */
export async function onEachCluster(define: (nodes: readonly string[]) => void): Promise<void> {
  for (const { name, ...wanted } of CLUSTERS) {
    const servers = await sharedElasticsearch(wanted);
    if (isMissing(servers)) test.skip(`${name}: needs ${servers.missing}`);
    else describe.concurrent(name, () => define(servers.urls));
  }
}

/** Defines tests on servers of their own, which they may harm. */
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

/** Starts a store that is isolated from others in its cluster. */
export async function openStore(
  nodes: readonly string[],
  options: ElasticsearchOptions = {},
): Promise<AnalyticalStore> {
  const store = createElasticsearchStore({
    nodes,
    prefix: `${unique('test')}-`,
    refreshInterval: '100ms',
    ...options,
  });
  await store.start();
  return store;
}

/** Makes acknowledged writes visible to pages. The server refuses while another test closes an index. */
export function refresh(node: string): Promise<void> {
  return until(
    async () => (await fetch(`${node}/_refresh`, { method: 'POST' })).ok,
    REFRESH_TIMEOUT_MS,
    () => 'the server does not refresh',
  );
}

const REFRESH_TIMEOUT_MS = 10_000;

/** Sends a request to the server and returns the JSON of its answer. Throws if the server refuses. */
export async function ask(node: string, method: string, path: string, body?: object): Promise<unknown> {
  const sent =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${node}/${path}`, { method, ...sent });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** The names of the indices that match a pattern, open or closed. */
export async function namesOf(node: string, pattern: string): Promise<readonly string[]> {
  const found = await ask(node, 'GET', `${pattern}?expand_wildcards=all`);
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}
