import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageEntry } from '@memex/core/testing';
import { describe, expect, test, vi } from 'vitest';
import { emptyFolder } from './support/folder.js';
import { someJob, startedJobs } from './support/jobs.js';
import { startedStore } from './support/started.js';

const MOVED = { code: 'unavailable', message: expect.stringMatching(/deleted, moved or replaced/) };
/** The promised time. */
const A_SECOND = { timeout: 1_000, interval: 10 };

async function storeIn(path: string) {
  const store = await startedStore({ path });
  const append = async (): Promise<string> => {
    const [traceId = ''] = await store.messages.append({ entries: [messageEntry({ project: 'app' })] });
    return traceId;
  };
  const find = (traceId: string) => store.messages.find({ traceId, projects: 'all' });
  return { store, append, find };
}

async function dataFolder(): Promise<string> {
  const path = join(await emptyFolder(), 'data');
  await mkdir(path);
  return path;
}

describe('a data folder that is deleted while the store runs', () => {
  test('makes writes, reads and the probe unavailable within a second, and is not created again', async () => {
    const path = await dataFolder();
    const { store, append, find } = await storeIn(path);
    const traceId = await append();
    await find(traceId);
    rmSync(path, { recursive: true });
    await expect(append()).rejects.toMatchObject(MOVED);
    await vi.waitFor(() => expect(find(traceId)).rejects.toMatchObject(MOVED), A_SECOND);
    await vi.waitFor(
      () => expect(store.messages.page({ projects: 'all' }, { limit: 1 })).rejects.toMatchObject(MOVED),
      A_SECOND,
    );
    await expect(store.probe()).rejects.toMatchObject(MOVED);
    for (let again = 0; again < 20; again++) await expect(append()).rejects.toMatchObject(MOVED);
    expect(existsSync(path)).toBe(false);
    await store.stop();
    await store.start();
    await append();
  });

  test('lets no later write be acknowledged', async () => {
    const path = await dataFolder();
    const { append } = await storeIn(path);
    await append();
    let deleted = false;
    const outcomes: string[] = [];
    const write = async (): Promise<void> => {
      for (let count = 0; count < 200; count++) {
        const began = deleted ? 'after' : 'before';
        outcomes.push(
          `${began} ${await append().then(
            () => 'acknowledged',
            () => 'refused',
          )}`,
        );
      }
    };
    const writing = Promise.all([write(), write(), write(), write()]);
    await vi.waitFor(() => expect(outcomes.length).toBeGreaterThan(40));
    rmSync(path, { recursive: true });
    deleted = true;
    await writing;
    expect(new Set(outcomes.filter((outcome) => outcome.startsWith('after')))).toEqual(
      new Set(['after refused']),
    );
  });

  test('has the same effect if only its database is deleted', async () => {
    const path = await dataFolder();
    const { store, append, find } = await storeIn(path);
    const traceId = await append();
    rmSync(join(path, 'memex.db'));
    await expect(append()).rejects.toMatchObject(MOVED);
    await vi.waitFor(() => expect(find(traceId)).rejects.toMatchObject(MOVED), A_SECOND);
    await expect(store.probe()).rejects.toMatchObject(MOVED);
    expect(existsSync(join(path, 'memex.db'))).toBe(false);
  });
});

test.each(['-wal', '-shm'])(
  'a database of which only the file %s was deleted refuses writes, and loses none that it acknowledged',
  async (suffix) => {
    const path = await dataFolder();
    const { store, append, find } = await storeIn(path);
    const acknowledged = [await append()];
    rmSync(join(path, `memex.db${suffix}`));
    await vi.waitFor(() => expect(append()).rejects.toMatchObject(MOVED), A_SECOND);
    acknowledged.push(await vi.waitFor(append, 5_000));
    await store.stop();
    await store.start();
    for (const traceId of acknowledged) expect((await find(traceId))?.traceId).toBe(traceId);
  },
);

test('a data folder that is moved away and put back is used again, with all that was acknowledged', async () => {
  const path = await dataFolder();
  const { store, append, find } = await storeIn(path);
  const before = await append();
  renameSync(path, `${path}-away`);
  await expect(append()).rejects.toMatchObject(MOVED);
  renameSync(`${path}-away`, path);
  const after = await vi.waitFor(append, 5_000);
  expect([await find(before), await find(after)].map((found) => found?.traceId)).toEqual([before, after]);
  await store.probe();
});

test('another store in place of the data folder is neither written nor read until the next start', async () => {
  const path = await dataFolder();
  const { store, append, find } = await storeIn(path);
  const mine = await append();
  renameSync(path, `${path}-away`);
  const other = await storeIn(path);
  const theirs = await other.append();
  await expect(append()).rejects.toMatchObject(MOVED);
  await vi.waitFor(() => expect(find(theirs)).rejects.toMatchObject(MOVED), A_SECOND);
  await expect(store.probe()).rejects.toMatchObject(MOVED);
  expect(await other.store.messages.count({ projects: 'all' })).toBe(1);
  expect(readdirSync(path)).toContain('memex.db-wal');
  await store.stop();
  expect(readdirSync(path)).toContain('memex.db-wal');
  await other.append();
  await store.start();
  expect([await find(mine), (await find(theirs))?.traceId]).toEqual([undefined, theirs]);
});

test('jobs are refused while their file is deleted, and go on when it is put back', async () => {
  const path = await dataFolder();
  const errors: unknown[] = [];
  const { queue } = await startedJobs({
    file: join(path, 'jobs.db'),
    onError: (error) => errors.push(error),
  });
  await queue.enqueue([someJob()]);
  renameSync(path, `${path}-away`);
  await expect(queue.enqueue([someJob()])).rejects.toMatchObject(MOVED);
  await expect(queue.probe()).rejects.toMatchObject(MOVED);
  expect(existsSync(path)).toBe(false);
  renameSync(`${path}-away`, path);
  await vi.waitFor(() => queue.enqueue([someJob()]), 5_000);
  expect(await queue.depth()).toMatchObject({ waiting: expect.any(Number) });
});
