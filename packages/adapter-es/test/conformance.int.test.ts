import { storeCases } from '@memex/core/conformance';
import { isMissing, sharedElasticsearch, type Wanted } from '@memex/test-services';
import { describe, test } from 'vitest';
import { createElasticsearchStore } from '../src/index.js';

const CLUSTERS: readonly (Wanted & { readonly name: string })[] = [
  { name: 'Elasticsearch 8', major: 8 },
  { name: 'Elasticsearch 9', major: 9 },
  { name: 'three nodes of Elasticsearch 9', major: 9, nodes: 3 },
];

for (const { name, ...wanted } of CLUSTERS) {
  const servers = await sharedElasticsearch(wanted);
  if (isMissing(servers)) {
    test.skip(`${name}: needs ${servers.missing}`);
    continue;
  }
  const options = { nodes: servers.urls, prefix: 'conformance-', refreshInterval: '100ms' };
  describe.concurrent(name, () => {
    for (const { name, run } of storeCases) {
      test(name, async () => {
        let store = createElasticsearchStore(options);
        await store.start();
        const reopen = async () => {
          await store.stop();
          store = createElasticsearchStore(options);
          await store.start();
          return store;
        };
        await run({ store, reopen });
        await store.stop();
      });
    }
  });
}
