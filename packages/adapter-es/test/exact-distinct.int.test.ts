import { createMemex } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { createElasticsearchStore } from '../src/index.js';
import { onEachMajor, refresh } from './servers.js';

await onEachMajor('counts are exact as far as they are told to be', (nodes) => {
  test('distinct values above the limit are estimated, and the answer says so', async () => {
    const prefix = `${unique('distinct')}-`;
    const store = createElasticsearchStore({ nodes, prefix, replicas: 0, exactDistinct: 3 });
    await store.start();
    const project = unique('project');
    const entries = ['a', 'b', 'c'].map((userId) => messageEntry({ project, userId }));
    const timespan = { type: 'moving', value: 'all' } as const;
    const users = { project, timespan, type: 'count', dimension: 'user', metric: 'total' } as const;
    const { analytics } = createMemex({ store });
    const count = async (): Promise<unknown> => {
      await refresh(String(nodes[0]));
      return analytics.compute(users);
    };
    await store.messages.append({ entries });
    const exact = await count();
    expect(exact).toMatchObject({ count: 3 });
    expect(exact).not.toHaveProperty('approximate');
    await store.messages.append({ entries: [messageEntry({ project, userId: 'd' })] });
    expect(await count()).toMatchObject({ count: 4, approximate: true });
    await store.stop();
  });
});
