import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { analyticsCases, storeCases } from '@memex/core/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';

let path = '';
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'memex-conformance-'));
});
afterAll(() => rm(path, { recursive: true }));

describe('the embedded store', () => {
  for (const { name, run } of storeCases) {
    test(name, async () => {
      const store = createSqliteStore({ path });
      const reopen = async () => {
        await store.stop();
        await store.start();
        return store;
      };
      await store.start();
      await run({ store, reopen });
      await store.stop();
    });
  }
});

// One store for all cases, so that its sample messages are stored once.
describe('analytics in the embedded store', () => {
  let store: ReturnType<typeof createSqliteStore>;
  beforeAll(async () => {
    store = createSqliteStore({ path });
    await store.start();
  });
  afterAll(() => store.stop());

  for (const { name, run } of analyticsCases) {
    const reopen = async () => {
      await store.stop();
      await store.start();
      return store;
    };
    test(name, () => run({ store, reopen }));
  }
});
