import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { unique } from '@memex/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startChild } from './support/child.js';
import { emptyFolder } from './support/folder.js';
import { startedJobs } from './support/jobs.js';
import { startedStore } from './support/started.js';

const COMPANIONS = ['', '-shm', '-wal'];

function modeOf(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8);
}

/** The modes of a folder and of all files in it. */
function modesIn(path: string): Readonly<Record<string, string>> {
  const names = readdirSync(path).map((name) => [name, modeOf(join(path, name))] as const);
  return { '.': modeOf(path), ...Object.fromEntries(names) };
}

/** The expected modes. */
function privateModes(...databases: readonly string[]): Readonly<Record<string, string>> {
  const files = databases.flatMap((name) => COMPANIONS.map((suffix) => [name + suffix, '600'] as const));
  return { '.': '700', ...Object.fromEntries(files) };
}

test('no other user can ever read the folder or a file in it, whatever the umask', async () => {
  for (const umask of ['000', '077']) {
    const path = join(await emptyFolder(), 'a', 'data');
    const child = startChild(
      'append',
      [path, unique('project'), '0'],
      ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'],
    );
    const seen = new Set<string>();
    let acknowledged = false;
    void child.lines.next().then(() => {
      acknowledged = true;
    });
    while (!acknowledged) {
      for (const name of ['.', 'memex.db', 'memex.db-wal', 'memex.db-shm', 'memex.db-journal']) {
        const found = statSync(join(path, name), { throwIfNoEntry: false });
        if (found !== undefined) seen.add(`${name} ${(found.mode & 0o077).toString(8)}`);
      }
      await setImmediate();
    }
    expect([...seen].filter((one) => !one.endsWith(' 0'))).toEqual([]);
    expect(modesIn(path)).toEqual(privateModes('memex.db'));
    child.process.kill('SIGKILL');
  }
});

test('start makes the folder and all files of an earlier version private', async () => {
  const path = await emptyFolder();
  const before = await openlyUsed(path);
  expect(modesIn(path)).toMatchObject({ '.': '755', 'memex.db-wal': '644', 'jobs.db': '644' });
  await startedStore({ path });
  await startedJobs({ file: join(path, 'jobs.db') });
  expect(modesIn(path)).toEqual(privateModes('memex.db', 'jobs.db'));
  await before.end();
});

test('a folder with other files keeps its mode; the database files in it are private', async () => {
  const path = await emptyFolder();
  chmodSync(path, 0o755);
  writeFileSync(join(path, 'something'), '', { mode: 0o644 });
  await startedStore({ path });
  expect(modesIn(path)).toEqual({ ...privateModes('memex.db'), '.': '755', something: '644' });
});

test('a file that is read-only for its owner stays read-only', async () => {
  const path = await emptyFolder();
  const store = createSqliteStore({ path });
  await store.start();
  await store.stop();
  chmodSync(join(path, 'memex.db'), 0o444);
  await store.start();
  onTestFinished(() => store.stop());
  expect(modeOf(join(path, 'memex.db'))).toBe('400');
});

test('a path where no file can be created, such as in /proc, is refused at once', async () => {
  for (const path of ['/proc/memex-data', '/proc/a/b', '/proc', '/dev/null', '/sys/memex-data']) {
    const begin = performance.now();
    await expect(createSqliteStore({ path }).start(), path).rejects.toMatchObject({ code: 'unavailable' });
    console.info(`${path}: refused after ${Math.round(performance.now() - begin)} ms`);
  }
}, 10_000);

/** A running store and running jobs, with the modes that earlier versions used. */
async function openlyUsed(path: string) {
  mkdirSync(path, { recursive: true });
  const store = createSqliteStore({ path });
  await store.start();
  const jobs = await startedJobs({ file: join(path, 'jobs.db') });
  await jobs.queue.depth();
  for (const name of readdirSync(path)) chmodSync(join(path, name), 0o644);
  chmodSync(path, 0o755);
  return { end: () => store.stop() };
}
