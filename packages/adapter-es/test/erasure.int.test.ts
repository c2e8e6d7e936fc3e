import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { onEachMajor, openStore, refresh } from './servers.js';

await onEachMajor('erasure', ([node = '']) => {
  test('P13: more than a round of messages, over many indices, is erased and counted', async () => {
    const store = await openStore([node]);
    const [userId, project] = [unique('user'), unique('project')];
    const months = Array.from({ length: 4 }, (_, month) => `2025-${String(month + 1).padStart(2, '0')}-15`);
    const mine = Array.from({ length: 12_000 }, (_, index) =>
      messageEntry({ project, userId, timestamp: months[index % 4] ?? '' }),
    );
    const other = messageEntry({ project, userId: `${userId} ` });
    await store.messages.append({ entries: [...mine, other] });
    expect(await store.messages.eraseUser({ userId, projects: 'all' })).toBe(mine.length);
    await refresh(node);
    const { entries } = await store.messages.page({ projects: [project] }, { limit: 10 });
    expect(entries.map(({ traceId }) => traceId)).toEqual([other.traceId]);
    await store.stop();
  });

  test('P13: what is acknowledged, by whatever process, while a user is erased is erased too', async () => {
    const prefix = `${unique('erasure')}-`;
    const [one, two] = [await openStore([node], { prefix }), await openStore([node], { prefix })];
    const [userId, project] = [unique('user'), unique('project')];
    const post = (): Promise<unknown> =>
      two.messages.append({ entries: Array.from({ length: 50 }, () => messageEntry({ project, userId })) });
    await post();
    const arriving = Array.from({ length: 20 }, post);
    await Promise.race(arriving.slice(5));
    let erased = await one.messages.eraseUser({ userId, projects: 'all' });
    await Promise.all(arriving);
    erased += await one.messages.eraseUser({ userId, projects: 'all' });
    expect(erased).toBe(21 * 50);
    await refresh(node);
    expect((await one.messages.page({ projects: [project] }, { limit: 10 })).entries).toEqual([]);
    await Promise.all([one.stop(), two.stop()]);
  });

  test('two erasures of one user at the same time count each message once', async () => {
    const store = await openStore([node]);
    const userId = unique('user');
    await store.messages.append({
      entries: Array.from({ length: 2_000 }, () => messageEntry({ project: 'p', userId })),
    });
    const counts = await Promise.all(
      [1, 2, 3].map(() => store.messages.eraseUser({ userId, projects: 'all' })),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2_000);
    await store.stop();
  });
});
