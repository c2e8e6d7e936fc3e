import { messageEntry } from '@memex/core/testing';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

describe('the version of a project', () => {
  test('is another after each write and deletion of another process, and after none of other projects', async () => {
    const path = await emptyFolder();
    const [asked, other] = [await startedStore({ path }), await startedStore({ path })];
    const version = () => asked.analysis.version?.('app');
    const seen = [await version()];
    const entries = ['anna', 'ben'].map((userId) => messageEntry({ project: 'app', userId }));
    for (const change of [
      () => other.messages.append({ entries }),
      () => other.messages.append({ entries: [messageEntry({ project: 'app' })] }),
      () => other.messages.delete({ traceId: entries[0]?.traceId ?? '', projects: 'all' }),
      () => other.messages.eraseUser({ userId: 'ben', projects: 'all' }),
    ]) {
      await change();
      seen.push(await version());
      expect(new Set(seen).size).toBe(seen.length);
      await other.messages.append({ entries: [messageEntry({ project: 'elsewhere' })] });
      expect(await version()).toBe(seen.at(-1));
    }
  });

  test('is another where too much was written to look at', async () => {
    const store = await startedStore();
    await store.messages.append({ entries: [messageEntry({ project: 'app' })] });
    const before = await store.analysis.version?.('app');
    const entries = Array.from({ length: 20_001 }, () => messageEntry({ project: 'elsewhere' }));
    await store.messages.append({ entries });
    const after = await store.analysis.version?.('app');
    expect(after).not.toBe(before);
    expect(await store.analysis.version?.('app')).toBe(after);
  });
});
