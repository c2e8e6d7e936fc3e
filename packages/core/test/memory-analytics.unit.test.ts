import { filterCases, metricCases } from '@memex/core/conformance';
import { createMemoryStore } from '@memex/core/memory';
import { afterAll, beforeAll, describe, test } from 'vitest';

describe('the analytics of the memory store', () => {
  const store = createMemoryStore();
  beforeAll(() => store.start());
  afterAll(() => store.stop());

  for (const { name, run } of [...metricCases, ...filterCases]) test(name, () => run({ store }));
});
