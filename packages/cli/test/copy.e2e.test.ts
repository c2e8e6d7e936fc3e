import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { messageEntry, unique } from '@memex/core/conformance';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runMemex } from './memex-process.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copy-'));
  const store = createSqliteStore({ path: join(folder, 'old') });
  await store.start();
  const project = unique('project');
  await store.messages.append({ entries: Array.from({ length: 2_500 }, () => messageEntry({ project })) });
  await store.stop();
});

afterEach(() => rm(folder, { recursive: true }));

async function copy(...parameters: readonly string[]) {
  await using memex = runMemex(['copy', '--state', join(folder, 'state.json'), ...parameters]);
  return { code: await memex.exit, ...memex.printed };
}

describe('memex copy', () => {
  test('copies one embedded store into another, and ends with the counts of both sides', async () => {
    const stores = ['--from', `embedded:${folder}/old`, '--to', `embedded:${folder}/new`];
    for (const time of ['once', 'again']) {
      const { code, stdout } = await copy(...stores);
      expect([time, code]).toEqual([time, 0]);
      expect(stdout).toContain(`messages: 2500 in embedded:${folder}/old, 2500 in embedded:${folder}/new`);
    }
  });

  test.each([
    [[], 'both --from and --to must be given'],
    [['--from', 'embedded', '--to', 'embedded'], 'must not be the same store'],
    [['--from', 'mongo', '--to', 'embedded'], '--from must be embedded, embedded:FOLDER, elasticsearch'],
  ])('with %j is refused', async (parameters, reason) => {
    const { code, stderr } = await copy(...parameters);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });
});
