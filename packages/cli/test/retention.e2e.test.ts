import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { logEntry, messageEntry } from '@memex/core/testing';
import { beforeEach, expect, test } from 'vitest';
import { runMemex } from './memex-process.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retention-'));
  const store = createSqliteStore({ path: join(folder, 'data') });
  await store.start();
  const old = { project: 'app', timestamp: '2020-01-01' };
  await store.messages.append({ entries: [messageEntry(old), messageEntry({ ...old, project: 'other' })] });
  await store.logs.append({ entries: [logEntry(old)] });
  await store.stop();
  return () => rm(folder, { recursive: true });
});

async function run(...args: readonly string[]) {
  await using memex = runMemex(['retention', ...args], { STORE_PATH: join(folder, 'data') }, folder);
  return { code: await memex.exit, ...memex.printed };
}

test('rules are set, shown, tried, applied and removed', async () => {
  expect((await run()).stdout).toBe('no project has a rule: everything is kept\n');
  const set = await run('set', 'app', '90d');
  expect(set).toMatchObject({ code: 0, stdout: expect.stringMatching(/^app: 90d, what is before 20\d\d-/) });
  const rule = { project: 'app', period: '90d', before: expect.stringMatching(/T00:00:00$/) };
  expect(JSON.parse((await run('list', '--json')).stdout)).toEqual([rule]);
  expect((await run('apply', '--dry-run')).stdout).toMatch(
    /^app: 1 messages and 1 logs before \S+ would be deleted\n$/,
  );
  const applied = { dryRun: false, projects: [{ ...rule, messages: 1, logs: 1 }] };
  expect(JSON.parse((await run('apply', '--json')).stdout)).toEqual(applied);
  expect((await run('apply')).stdout).toMatch(/^app: 0 messages and 0 logs before \S+ deleted\n$/);
  expect((await run('remove', 'app')).stdout).toBe('app: kept for ever\n');
  expect(await run('remove', 'app')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('retention rule'),
  });
});

test.each([
  [['keep'], /there is no `memex retention keep`/],
  [['set', 'app'], /it must be `memex retention set PROJECT PERIOD`/],
  [
    ['set', 'app', 'forever'],
    /^memex: PERIOD must be a number of days from 1d to 9999d, such as 90d, not "forever"\n$/,
  ],
  [['set', 'app', '90'], /PERIOD must be a number of days .*, not "90"/],
  [['set', 'a\n', '90d'], /PROJECT must be a string of 1 to 512 characters .*, not "a\\n"/],
  [['set', '', '90d'], /an argument must not be empty/],
  [['apply', 'app'], /it must be `memex retention apply`/],
])('%j is a misuse', async (args, said) => {
  expect(await run(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(said) });
});

test.each(['007', '1e3', '0x10', '-4711', '=7'])('a project named %s keeps its name', async (project) => {
  expect((await run('set', '--json', '--', project, '90d')).stdout).toContain(`{"project":"${project}",`);
  expect((await run('list')).stdout).toMatch(`${project}: 90d, `);
  expect((await run('remove', '--', project)).stdout).toBe(`${project}: kept for ever\n`);
});

test('where there is no store, none is made', async () => {
  await rm(join(folder, 'data'), { recursive: true });
  expect(await run('list')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no store at'),
  });
});
