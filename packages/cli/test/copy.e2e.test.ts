import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
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
  test('copies one embedded store to another, and prints the counts of both', async () => {
    const stores = ['--from', `embedded:${folder}/old`, '--to', `embedded:${folder}/new`];
    for (const time of ['once', 'again']) {
      const { code, stdout } = await copy(...stores);
      expect([time, code]).toEqual([time, 0]);
      expect(stdout).toContain(`messages: 2500 in embedded:${folder}/old, 2500 in embedded:${folder}/new`);
    }
  });

  test('prints the counts as JSON', async () => {
    const { code, stdout } = await copy(
      '--json',
      '--from',
      `embedded:${folder}/old`,
      '--to',
      `embedded:${folder}/new`,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ messages: { source: 2_500, target: 2_500 } });
  });

  test.each([
    '',
    '{"copied": "embe',
    '[]',
    'null',
    '{"copied":"a b","place":{"kind":"logs"}}',
    '{"place":{}}',
  ])('starts from the beginning if its state file contains %j', async (state) => {
    await writeFile(join(folder, 'state.json'), state);
    const { code, stdout } = await copy('--from', `embedded:${folder}/old`, '--to', `embedded:${folder}/new`);
    expect(code).toBe(0);
    expect(stdout).toContain('messages: 2500 in');
  });

  test('fails with one line if its state file cannot be read', async () => {
    await mkdir(join(folder, 'state.json'));
    const { code, stderr } = await copy('--from', `embedded:${folder}/old`, '--to', `embedded:${folder}/new`);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^memex: .*state\.json.* cannot be read: EISDIR\n$/),
    ]);
  });

  test('recognizes two names of the same store', async () => {
    const { code, stderr } = await copy(
      '--from',
      `embedded:${folder}/old`,
      '--to',
      `embedded:${folder}/../${basename(folder)}/old`,
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('are the same store')]);
  });

  test('fails if the target has entries that the source does not have, and says how many', async () => {
    const target = createSqliteStore({ path: join(folder, 'new') });
    await target.start();
    await target.messages.append({ entries: [messageEntry({ project: unique('project') })] });
    await target.stop();
    const { code, stdout, stderr } = await copy(
      '--from',
      `embedded:${folder}/old`,
      '--to',
      `embedded:${folder}/new`,
    );
    expect(stdout).toContain(`messages: 2500 in embedded:${folder}/old, 2501 in embedded:${folder}/new`);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`has 1 messages that embedded:${folder}/old does not have`),
    ]);
  });

  test('tells what cannot be carried into a store with rules and a secret of its own', async () => {
    for (const [name, user, period] of [
      ['old', 'anna', '90d'],
      ['new', 'bert', '10d'],
    ] as const) {
      const memex = createMemex({ store: createSqliteStore({ path: join(folder, name) }), suppress: true });
      await memex.start();
      await memex.retention.set({ project: 'app' }, { period });
      await memex.messages.eraseUser({ userId: user });
      await memex.stop();
    }
    const { code, stderr } = await copy('--from', `embedded:${folder}/old`, '--to', `embedded:${folder}/new`);
    expect(code).toBe(1);
    expect(stderr).toContain('1 of 1 retention rules are others in');
    expect(stderr).toContain('1 of 1 suppressed users of');
    expect(stderr).toContain('does not find the copied receipts by user');
  });

  test('makes no store of a source that is not there', async () => {
    const { code, stderr } = await copy(
      '--from',
      `embedded:${folder}/misspelt`,
      '--to',
      `embedded:${folder}/to`,
    );
    expect([code, stderr]).toEqual([1, `memex: there is no store at ${folder}/misspelt (--from)\n`]);
    expect(await readdir(folder)).not.toContain('misspelt');
  });

  test.each([
    [[], 'both --from and --to must be given'],
    [['--from', 'embedded', '--to', 'embedded'], 'must not be the same store'],
    [['--from', 'mongo', '--to', 'embedded'], '--from must be embedded, embedded:FOLDER, elasticsearch'],
  ])('rejects the options %j', async (parameters, reason) => {
    const { code, stderr } = await copy(...parameters);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });
});
