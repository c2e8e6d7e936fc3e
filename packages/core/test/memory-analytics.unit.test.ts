import { analyticsCases } from '@memex/core/conformance';
import { createMemoryStore } from '@memex/core/memory';
import { afterAll, beforeAll, describe, test } from 'vitest';

describe('the analytics of the memory store', () => {
  const store = createMemoryStore();
  beforeAll(() => store.start());
  afterAll(() => store.stop());

  for (const { name, run } of analyticsCases) test(name, () => run({ store }));
});
