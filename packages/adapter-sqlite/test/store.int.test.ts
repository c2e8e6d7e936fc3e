import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { storeCases } from '@memex/core/conformance';
import { afterAll, beforeAll, describe, test } from 'vitest';

describe('the embedded store', () => {
  let path = '';
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'memex-conformance-'));
  });
  afterAll(() => rm(path, { recursive: true }));

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
