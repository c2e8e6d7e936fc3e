import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';
import { messageEntry } from '@memex/core/testing';
import { beforeEach, expect, test } from 'vitest';
import { runMemex } from './memex-process.js';

const USER = '00741852963';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'erase-'));
  const store = createSqliteStore({ path: join(folder, 'data') });
  const memex = createMemex({ store });
  await memex.start();
  const entries = [
    messageEntry({ project: 'app', userId: USER, content: { type: 'text', value: `I am ${USER}` } }),
    messageEntry({ project: 'other', userId: USER, metadata: { [USER]: USER } }),
    messageEntry({ project: 'app', userId: 'bert' }),
  ];
  await store.messages.append({ entries });
  const id = await memex.analytics.define({
    project: 'app',
    timespan: { type: 'moving', value: 'all' },
    type: 'segmentation',
    dimension: 'message',
    metric: 'all',
    by: 'userId',
  });
  await memex.analytics.update(id);
  await memex.stop();
  return () => rm(folder, { recursive: true });
});

async function run(...args: readonly string[]) {
  await using memex = runMemex(args, { STORE_PATH: join(folder, 'data') }, folder);
  return { code: await memex.exit, ...memex.printed };
}

test('a user is erased, nothing is found afterwards, and a receipt says so', async () => {
  const tried = await run('erase', USER, '--dry-run');
  expect(tried.stdout).toBe('app: 1 messages\nother: 1 messages\nnothing was deleted\n');
  const { code, stdout, stderr } = await run('erase', USER, '--verify', '--json');
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    dryRun: false,
    deleted: 2,
    renewed: 1,
    searched: [
      { part: 'messages', looked: 1 },
      { part: 'logs', looked: 0 },
      { part: 'analytics', looked: 1 },
      { part: 'dead jobs', looked: 0 },
      { part: 'jobs', looked: 0 },
      { part: 'files', looked: expect.any(Number) },
    ],
  });
  expect(report.searched).toEqual(
    report.searched.map((part: object) => ({ ...part, found: 0, mentioned: 0 })),
  );
  expect(code).toBe(0);
  const receipts = await run('receipts', '--user', USER);
  expect(receipts.stdout).toMatch(
    /^20\S+ {2}erasure of user [0-9a-f]{16}… by command line: 2 entries, done 20\S+ \(app, other\)\n$/,
  );
  expect(JSON.parse((await run('receipts', '--json')).stdout)).toMatchObject({
    by: 'command line',
    deleted: 2,
  });
  expect((await run('receipts', '--user', '741852963')).stdout).toBe('there are no receipts of this user\n');
});

test('what others say of the user is told, and what an analytic asks about the user is not erased', async () => {
  const store = createSqliteStore({ path: join(folder, 'data') });
  const memex = createMemex({ store });
  await memex.start();
  const mention = messageEntry({ project: 'app', userId: 'bert', metadata: { friend: USER } });
  await store.messages.append({ entries: [mention] });
  const filters = [{ field: 'userId', operation: 'term', value: USER }] as const;
  const asked = { type: 'count', dimension: 'message', metric: 'requests', filters } as const;
  await memex.analytics.define({ project: 'app', timespan: { type: 'moving', value: 'all' }, ...asked });
  await memex.stop();
  const { code, stdout } = await run('erase', USER, '--verify');
  expect(stdout).toMatch(/^2 messages: 0 of the user; 1 of others have the same text$/m);
  expect(stdout).toMatch(/^2 analytics: 1 of the user$/m);
  expect(stdout).toMatch(/something of the user is left\n$/);
  expect(code).toBe(1);
});

test('in one project, only what is there is erased', async () => {
  const { code, stdout } = await run('erase', USER, '--project', 'app', '--verify');
  expect(stdout).toMatch(/^app: 1 messages\n1 messages deleted/);
  expect(code).toBe(0);
  expect((await run('erase', USER, '--dry-run')).stdout).toMatch(/^other: 1 messages\n/);
});

test.each([[[]], [['a', 'b']], [['']]])('%j is a misuse', async (args) => {
  expect(await run('erase', ...args)).toMatchObject({ code: 2, stdout: '' });
});
