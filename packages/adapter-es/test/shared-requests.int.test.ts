import { messageEntry, unique } from '@memex/core/testing';
import { test } from 'vitest';
import { startFront } from './front.js';
import { onEachMajor, openStore, refresh } from './servers.js';

await onEachMajor('writes that come while a request is in progress', ([node = '']) => {
  test('share the next one, which is sent once they are no fewer than those in progress, and at least eight', async ({
    expect,
  }) => {
    let asked = 0;
    let release = (): void => {};
    let held: Promise<void> | undefined;
    const front = await startFront(node, {
      before: async ({ url = '' }) => {
        if (!url.startsWith('/_bulk')) return;
        asked++;
        await held;
      },
    });
    const store = await openStore([front.url], { prefix: `${unique('shared')}-`, replicas: 0 });
    const project = unique('project');
    const write = (count: number) =>
      Array.from({ length: count }, () => store.messages.append({ entries: [messageEntry({ project })] }));
    /** The requests, once all that was to be sent is. */
    const requests = async (): Promise<number> => {
      await store.messages.count({ projects: [project] });
      return asked;
    };
    await Promise.all(write(1)); // The index is made.
    held = new Promise((resolve) => {
      release = resolve;
    });
    asked = 0;
    const writes = write(20);
    await expect.poll(requests).toBe(1);
    writes.push(...write(19));
    expect(await requests()).toBe(1);
    writes.push(...write(1));
    await expect.poll(requests).toBe(2);
    writes.push(...write(100));
    expect(await requests()).toBe(2);
    held = undefined;
    release();
    await Promise.all(writes);
    expect(asked).toBe(3);
    held = new Promise((resolve) => {
      release = resolve;
    });
    asked = 0;
    const few = write(1);
    await expect.poll(requests).toBe(1);
    few.push(...write(7));
    expect(await requests()).toBe(1);
    few.push(...write(1));
    await expect.poll(requests).toBe(2);
    release();
    await Promise.all(few);
    await refresh(node);
    expect(await store.messages.count({ projects: [project] })).toBe(1 + 140 + 9);
    await store.stop();
    front.close();
  });
});
