import { spawnSync } from 'node:child_process';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { describe, expect, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { startChild } from './support/child.js';
import { emptyFolder } from './support/folder.js';

const isRoot = process.getuid?.() === 0;

/** Runs a command as a root user without the right to write read-only files. */
const WITHOUT_RIGHTS = ['setpriv', '--bounding-set', '-dac_override'];

describe('start fails with a clear error', () => {
  test('if the file was written by a newer version', async () => {
    const path = await folderWith('PRAGMA user_version = 1000');
    await expect(createSqliteStore({ path }).start()).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/memex\.db.*newer version/),
    });
  });

  test('if the file is a database of something else', async () => {
    const path = await folderWith('CREATE TABLE other (id INTEGER)');
    await expect(createSqliteStore({ path }).start()).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/something else/),
    });
  });

  test('if the file is not a database', async () => {
    const path = await emptyFolder();
    await writeFile(join(path, 'memex.db'), 'no database '.repeat(1_000));
    await expect(createSqliteStore({ path }).start()).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/not a database/),
    });
  });

  test('while another process holds the lock', async () => {
    const path = await emptyFolder();
    const other = (await loadDriver())(join(path, 'memex.db'));
    other.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; BEGIN EXCLUSIVE');
    const store = createSqliteStore({ path });
    await expect(store.start()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/lock/),
      publicMessage: 'the store cannot serve now',
    });
    other.close();
    await store.start();
    await store.stop();
  });

  test('if the folder cannot be created', async () => {
    const path = await emptyFolder();
    await writeFile(join(path, 'file'), '');
    await expect(createSqliteStore({ path: join(path, 'file', 'folder') }).start()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/ENOTDIR/),
    });
  });
});

test('a read-only file can be read; writes fail until it is writable again', async (context) => {
  if (isRoot && !canDropRights()) context.skip('root writes read-only files, and there is no setpriv');
  const path = await emptyFolder();
  const store = createSqliteStore({ path });
  await store.start();
  await store.stop();
  await chmod(join(path, 'memex.db'), 0o444);
  const child = startChild('heal', [path], isRoot ? WITHOUT_RIGHTS : []);
  const lines = [(await child.lines.next()).value, (await child.lines.next()).value];
  expect(lines).toEqual(['read', 'unavailable']);
  // SQLite created these next to the file, with the same permissions.
  for (const name of await readdir(path)) await chmod(join(path, name), 0o644);
  child.process.kill('SIGUSR2');
  expect((await child.lines.next()).value).toBe('written');
  expect(await child.end).toEqual({ code: 0, stderr: '' });
});

function canDropRights(): boolean {
  const [command = '', ...rest] = [...WITHOUT_RIGHTS, 'true'];
  return spawnSync(command, rest).status === 0;
}

async function folderWith(sql: string): Promise<string> {
  const path = await emptyFolder();
  const database = (await loadDriver())(join(path, 'memex.db'));
  database.exec(sql);
  database.close();
  return path;
}
