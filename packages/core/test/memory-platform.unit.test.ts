import { platformCases, platformSample } from '@memex/core/conformance';
import { createMemoryPlatform } from '@memex/core/memory';
import { describe, test } from 'vitest';

describe('the memory platform', () => {
  const platform = createMemoryPlatform(platformSample);
  for (const { name, run } of platformCases) test(name, () => run({ platform }));
});
