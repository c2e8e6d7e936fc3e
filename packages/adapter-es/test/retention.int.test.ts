import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { onEachMajor, openStore } from './servers.js';

await onEachMajor('retention', ([node = '']) => {
  const indicesOf = async (prefix: string): Promise<readonly string[]> => {
    const answer = await fetch(`${node}/_cat/indices/${prefix}message-*?format=json&h=index`);
    const found: readonly { readonly index: string }[] = await answer.json();
    return found.map(({ index }) => index.slice(prefix.length)).sort();
  };
  const before = (timestamp: string) => {
    const { at } = messageEntry({ project: 'p', timestamp });
    return at;
  };

  test('a month with nothing else is dropped as a whole; of others, only what is selected is deleted', async () => {
    const prefix = `${unique('retention')}-`;
    const store = await openStore([node], { prefix });
    const [project, other] = [unique('project'), unique('project')];
    const of = (owner: string, ...timestamps: readonly string[]) =>
      timestamps.map((timestamp) => messageEntry({ project: owner, timestamp }));
    const entries = [...of(project, '2025-01-05', '2025-02-05', '2025-03-05'), ...of(other, '2025-02-06')];
    await store.messages.append({ entries });
    expect(await store.messages.deleteBefore({ project, before: before('2025-03-01') })).toBe(2);
    expect(await indicesOf(prefix)).toEqual(['message-2025-02', 'message-2025-03']);
    expect(await store.messages.count({ projects: 'all' })).toBe(2);
    await store.stop();
  });

  test('an index that a killed run has left without writes is dropped by the next run, and can be written again', async () => {
    const prefix = `${unique('retention')}-`;
    const store = await openStore([node], { prefix });
    const project = unique('project');
    const old = messageEntry({ project, timestamp: '2025-01-05' });
    await store.messages.append({ entries: [old] });
    await fetch(`${node}/${prefix}message-2025-01/_block/write`, { method: 'PUT' });
    expect(await store.messages.deleteBefore({ project, before: before('2025-02-01') })).toBe(1);
    expect(await indicesOf(prefix)).toEqual([]);
    await store.messages.append({ entries: [messageEntry({ project, timestamp: '2025-01-06' })] });
    expect(await store.messages.count({ projects: 'all' })).toBe(1);
    await store.stop();
  });
});
