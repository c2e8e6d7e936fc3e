import { storeCases } from '@memex/core/conformance';
import { createMemoryStore } from '@memex/core/memory';
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
