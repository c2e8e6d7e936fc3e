import { createMemoryStore } from '@memex/core/memory';
import { storeCases } from '@memex/core/testing';
import { describe, test } from 'vitest';

describe('the memory store', () => {
  for (const { name, run } of storeCases) {
    test(name, async () => {
      const store = createMemoryStore();
      await store.start();
      await run({ store });
      await store.stop();
    });
  }
});
