import { AnalyticJobs, createAnalytics, createMemex, jobHandler } from '@memex/core';
import { createMemoryLogger, createMemoryPlatform, createMemoryStore, MemoryQueue } from '@memex/core/memory';
import { loggerCases, platformCases, platformSample } from '@memex/core/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';

describe('the memory platform', () => {
  const platform = createMemoryPlatform(platformSample);
  for (const { name, run } of platformCases) test(name, () => run({ platform }));
});

describe.each(['memex', 'python'] as const)('the memory logger with the skills of %s', (skills) => {
  const store = createMemoryStore();
  const queue = new MemoryQueue();
  const { messages } = createMemex({ store });
  const analytics = createAnalytics({ store });
  const jobs = new AnalyticJobs({ store: store.analytics, queue });
  const logger = createMemoryLogger({ messages, analytics, jobs, skills });

  beforeAll(async () => {
    await store.start();
    await queue.start();
    queue.consume(jobHandler(analytics), { concurrency: 1 });
  });
  afterAll(async () => {
    await queue.stop();
    await store.stop();
  });

  for (const { name, run } of loggerCases) {
    test(name, () =>
      run({
        logger,
        append: async (sent) => {
          await messages.append(sent);
        },
      }),
    );
  }
});
