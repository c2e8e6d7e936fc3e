import { analyticsCases, storeCases } from '@memex/core/testing';
import { afterAll, test } from 'vitest';
import { createElasticsearchStore } from '../src/index.js';
import { onEachCluster } from './servers.js';

/** Cases that end their store. */
const ENDING = /stopped|restart/;

await onEachCluster((nodes) => {
  const options = { nodes, prefix: 'conformance-', refreshInterval: '100ms' };

  async function opened() {
    const store = createElasticsearchStore(options);
    await store.start();
    return store;
  }

  async function setup() {
    let store = await opened();
    const reopen = async () => {
      await store.stop();
      store = await opened();
      return store;
    };
    return { store, reopen, end: () => store.stop() };
  }

  for (const { name, run } of storeCases) {
    test(name, async () => {
      const { end, ...given } = await setup();
      await run(given);
      await end();
    });
  }

  // They share a store, so that its thousands of messages are stored once.
  const shared = setup();
  afterAll(async () => (await shared).end());

  for (const { name, run } of analyticsCases) {
    test(name, async () => {
      const { end, ...given } = await (ENDING.test(name) ? setup() : shared);
      await run(given);
      if (ENDING.test(name)) await end();
    });
  }
});
