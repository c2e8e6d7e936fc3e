import { join } from 'node:path';
import { messageEntry, unique, variedEntries } from '@memex/core/testing';
import { field, instantOfMillis } from '@memex/core/toolkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ColumnStore } from '../dist/columns/column-store.js';
import { columnsReader } from '../dist/columns/read-columns.js';
import { ReaderThreads } from '../dist/columns/reader-threads.js';
import { readTogether } from '../dist/columns/together.js';
import { loadDriver } from '../dist/driver/open-driver.js';
import { measureAll } from '../dist/measure/measure.js';
import type { ReadTask } from '../dist/protocol/columns.js';
import { openToRead } from '../dist/schema/open.js';
import { emptyFolder } from './support/folder.js';
import { startedMemory, startedStore } from './support/started.js';

const MEBI = 1024 * 1024;
const WINDOW = { to: instantOfMillis(Date.UTC(2030, 0)) };

const MEASURES = [
  { measure: 'distinct', field: field('userId'), where: [] },
  { measure: 'distinct', field: field('metadata.score'), where: [] },
  { measure: 'terms', field: field('metadata.score'), of: 'messages', limit: 20, where: [] },
  { measure: 'terms', field: field('metadata.text'), of: 'userId', limit: 20, where: [] },
  { measure: 'terms', field: field('type'), of: 'conversationId', limit: 20, where: [] },
  {
    measure: 'numbers',
    field: field('metadata.score'),
    where: [{ field: field('content.value'), operation: 'match', words: ['hello'] }],
  },
  { measure: 'unanswered', where: [] },
] as const;

const REQUEST = { project: 'app', window: WINDOW, measures: MEASURES, buckets: [] } as const;

const THREADS = 2;

describe('threads that read columns too', () => {
  test('give the answers that one thread gives, and that memory gives', async () => {
    const { file, connection, entries } = await filled(4_000);
    const memory = await startedMemory();
    await memory.messages.append({ entries });
    const threads = started({ file });
    const alone = measureAll(connection, { request: REQUEST }, new ColumnStore(64 * MEBI));
    expect(alone).toEqual(await memory.analysis.measure(REQUEST));
    for (let time = 0; time < 5; time++) {
      const columns = new ColumnStore(64 * MEBI, threads);
      expect(measureAll(connection, { request: REQUEST }, columns)).toEqual(alone);
    }
  });

  test('do some of the work, and none where a message was deleted since', async () => {
    const { file, connection } = await filled(300);
    const threads = started({ file });
    const expected = readTasks(connection, 0).found;
    while (true) {
      const { found, own } = readTasks(connection, 0, threads);
      expect(found).toEqual(expected);
      if (own < TASKS.length) break;
    }
    const { found, own } = readTasks(connection, 1, threads);
    expect(found).toEqual(expected);
    expect(own).toBe(TASKS.length);
  });

  test('are done without where they cannot open the file, or find another one', async () => {
    const { file, connection } = await filled(300);
    const expected = readTasks(connection, 0).found;
    for (const settings of [
      { file: join(await emptyFolder(), 'memex.db') },
      { file, identity: { device: 0n, inode: 0n } },
    ]) {
      const threads = started(settings);
      for (let time = 0; time < 3; time++) expect(readTasks(connection, 0, threads).found).toEqual(expected);
    }
  });

  test('end with the store, whatever they were doing', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const entries = Array.from({ length: 60_000 }, () =>
      messageEntry({ project: 'app', userId: unique('user') }),
    );
    await store.messages.append({ entries });
    const asked = store.analysis.measure({ ...REQUEST, measures: MEASURES.slice(0, 2) });
    await store.stop();
    const [users] = await asked;
    expect(users?.total).toMatchObject({ count: 60_000 });
  });
});

/** A store of varied messages, and a connection to its file. */
async function filled(count: number) {
  const path = await emptyFolder();
  const store = await startedStore({ path });
  const entries = variedEntries(count, 'app');
  await store.messages.append({ entries });
  const file = join(path, 'memex.db');
  const connection = openToRead(await loadDriver(), file);
  onTestFinished(() => connection.close());
  return { file, connection, entries };
}

function started(settings: ConstructorParameters<typeof ReaderThreads>[0]): ReaderThreads {
  const threads = new ReaderThreads(settings, THREADS, 0);
  onTestFinished(() => threads.end());
  return threads;
}

const TASKS = Array.from(
  { length: 30 },
  (_, index) =>
    ({
      source: { by: 'arrival', afterId: index * 10 },
      after: { at: 0, id: index * 10 },
      limit: 10,
      names: [
        { kind: 'values', path: field('metadata.score') },
        { kind: 'codes', column: 'user_h', isHashed: true },
      ],
    }) as const,
);

/** Reads small chunks, and counts how many of them this thread read. @param removals - What the project is said to have lost. */
function readTasks(
  connection: Parameters<typeof columnsReader>[0],
  removals: number,
  threads?: ReaderThreads,
) {
  const read = columnsReader(connection);
  let own = 0;
  const work = {
    kind: 'columns',
    tasks: TASKS,
    rows: 300,
    read: (task: ReadTask<'columns'>) => {
      own++;
      return read(1, task);
    },
  } as const;
  const options = { refuseAbandoned: () => undefined, threads };
  return { found: [...readTogether({ id: 1, removals }, work, options)], own };
}
