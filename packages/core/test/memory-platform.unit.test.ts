import { createMemex } from '@memex/core';
import {
  createMemoryJobs,
  createMemoryLogger,
  createMemoryPlatform,
  createMemoryStore,
} from '@memex/core/memory';
import { loggerCases, platformCases, platformSample } from '@memex/core/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';

describe('the memory platform', () => {
  const platform = createMemoryPlatform(platformSample);
  for (const { name, run } of platformCases) test(name, () => run({ platform }));
});

describe.each(['memex', 'python'] as const)('the memory logger with the skills of %s', (skills) => {
  const memex = createMemex({ store: createMemoryStore(), jobs: createMemoryJobs() });
  memex.worker();
  const logger = createMemoryLogger({ memex, skills });

  beforeAll(() => memex.start());
  afterAll(() => memex.stop());

  for (const { name, run } of loggerCases) {
    test(name, () =>
      run({
        logger,
        append: async (sent) => {
          await memex.untrusted.messages.append(sent);
        },
      }),
    );
  }
});
