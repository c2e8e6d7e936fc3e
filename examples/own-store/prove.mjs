// Proves the store: it runs every conformance case, each on its own store. Run it with `node own-store/prove.mjs`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyticsCases, storeCases } from '@memex/core/testing';
import { createStore } from './index.mjs';

for (const { name, run } of [...storeCases, ...analyticsCases]) {
  test(name, async () => {
    const path = await mkdtemp(join(tmpdir(), 'own-store-'));
    const store = createStore({ path });
    let reopened = store;
    await store.start();
    await run({
      store,
      async reopen() {
        await store.stop();
        reopened = createStore({ path });
        await reopened.start();
        return reopened;
      },
    });
    await reopened.stop();
    await rm(path, { recursive: true });
  });
}
