import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Probe } from '@memex/core/ports';
import { messageEntry } from '@memex/core/testing';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { openToWrite } from '../dist/schema/open.js';
import { JOBS, STORE } from '../dist/schema/schemas.js';
import { emptyFolder } from './support/folder.js';
import { startedJobs } from './support/jobs.js';
import { mountSmallDisk } from './support/small-disk.js';
import { startedStore } from './support/started.js';

interface Probed {
  readonly probe: Probe;
  readonly file: string;
}

const PARTS = [
  {
    name: 'the store',
    schema: STORE,
    begin: async (path: string): Promise<Probed> => {
      const probe = await startedStore({ path });
      return { probe, file: join(path, 'memex.db') };
    },
  },
  {
    name: 'the queue',
    schema: JOBS,
    begin: async (path: string): Promise<Probed> => {
      const file = join(path, 'jobs.db');
      return { probe: (await startedJobs({ file })).queue, file };
    },
  },
] as const;

describe.each(PARTS)('the probe of $name', ({ schema, begin }) => {
  test('can be repeated, and leaves no new files', async () => {
    const path = await emptyFolder();
    const { probe } = await begin(path);
    const before = readdirSync(path);
    for (let count = 0; count < 20; count++) expect(await probe.probe()).toMatchObject({ name: 'SQLite' });
    expect(readdirSync(path)).toEqual(before);
  });

  test('fails while the disk is full', async (context) => {
    const disk = await emptyFolder();
    if (!mountSmallDisk(disk)) context.skip('mounting a small disk needs root and CAP_SYS_ADMIN');
    const { probe } = await begin(join(disk, 'data'));
    const ballast = join(disk, 'ballast');
    await expect(writeFile(ballast, Buffer.alloc(8_000_000))).rejects.toMatchObject({ code: 'ENOSPC' });
    await vi.waitFor(() => expectReason(probe, /disk is full/), SOON);
    await rm(ballast);
    await vi.waitFor(() => probe.probe(), SOON);
  });

  test.for(['', '-wal'])(
    'says that its file%s is immutable, and that it is not any more',
    async (suffix, context) => {
      const { probe, file } = await begin(await emptyFolder());
      await probe.probe();
      if (!setImmutable(file + suffix)) context.skip('chattr needs root, and a file system that knows it');
      await vi.waitFor(() => expectReason(probe, /permitted|read-only|does not read or write/), SOON);
      execFileSync('chattr', ['-i', file + suffix]);
      await vi.waitFor(() => probe.probe(), SOON);
    },
  );

  test('fails while another process holds the lock', async () => {
    const { probe, file } = await begin(await emptyFolder());
    const other = openToWrite(await loadDriver(), file, schema);
    onTestFinished(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    await vi.waitFor(() => expect(probe.probe({ signal: AbortSignal.timeout(200) })).rejects.toThrow(), SOON);
    other.exec('COMMIT');
    await vi.waitFor(() => probe.probe(), SOON);
  });

  test('fails while the file is damaged', async () => {
    const { probe, file } = await begin(await emptyFolder());
    await probe.probe();
    const other = openToWrite(await loadDriver(), file, schema);
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    other.close();
    const bytes = await open(file, 'r+');
    const whole = await bytes.read(Buffer.alloc(1_048_576), 0, 1_048_576, 0);
    // All pages but the first, which each probe writes.
    const damaged = whole.bytesRead - 4_096;
    await bytes.write(Buffer.alloc(damaged, 0xff), 0, damaged, 4_096);
    await vi.waitFor(() => expectReason(probe, /damaged/), SOON);
    await bytes.write(whole.buffer, 4_096, damaged, 4_096);
    await bytes.close();
    await vi.waitFor(() => probe.probe(), SOON);
  });
});

test('after a call met damage, the probe of a store reads the whole file until no damage is left', async () => {
  const path = await emptyFolder();
  const store = await startedStore({ path });
  const entries = Array.from({ length: 500 }, () =>
    messageEntry({ project: 'app', metadata: { text: 'x'.repeat(4_000) } }),
  );
  await store.messages.append({ entries });
  await store.stop();
  await store.start();
  const file = await open(join(path, 'memex.db'), 'r+');
  const { size } = await file.stat();
  const start = 4_096 * Math.floor(size / 8_192);
  const whole = await file.read(Buffer.alloc(200_000), 0, 200_000, start);
  await file.write(Buffer.alloc(200_000, 0xff), 0, 200_000, start);
  const readAll = () => store.messages.page({ projects: 'all' }, { limit: 10_000 });
  await expect(readAll()).rejects.toMatchObject({ code: 'unavailable' });
  await expectReason(store, /damaged/);
  await expectReason(store, /damaged/);
  await file.write(whole.buffer, 0, 200_000, start);
  await file.close();
  await vi.waitFor(() => store.probe(), SOON);
  expect((await readAll()).entries).toHaveLength(500);
});

/** Readers check the files four times a second. Connections are reopened, by new threads, once a second. */
const SOON = { timeout: 10_000, interval: 20 };

async function expectReason(probe: Probe, message: RegExp): Promise<void> {
  await expect(probe.probe()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(message),
  });
}

function setImmutable(file: string): boolean {
  try {
    execFileSync('chattr', ['+i', file], { stdio: 'ignore' });
  } catch {
    return false;
  }
  onTestFinished(() => {
    execFileSync('chattr', ['-i', file], { stdio: 'ignore' });
  });
  return true;
}
