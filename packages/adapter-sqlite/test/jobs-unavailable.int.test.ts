import { join } from 'node:path';
import { createSqliteJobs } from '@memex/adapter-sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { createJobServer } from '../dist/jobs/server.js';
import type { JobRequest } from '../dist/protocol/jobs.js';
import type { Connection } from '../dist/schema/connection.js';
import { openToWrite } from '../dist/schema/open.js';
import { JOBS } from '../dist/schema/schemas.js';
import { emptyFolder } from './support/folder.js';
import { newFile, someJob, startedJobs } from './support/jobs.js';
import { startedStore } from './support/started.js';

test('a file locked by another process is unavailable within a second; jobs go on when it is unlocked', async () => {
  const file = await newFile();
  const errors: unknown[] = [];
  const { queue, schedule } = await startedJobs({ file, onError: (error) => errors.push(error) });
  const done: string[] = [];
  queue.consume(async ({ id }) => void done.push(id), { concurrency: 2 });
  const other = openToWrite(await loadDriver(), file, JOBS);
  onTestFinished(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  const begin = performance.now();
  for (const outcome of await Promise.allSettled([
    queue.enqueue([someJob()]),
    queue.depth(),
    schedule.hold('beat', 1_000),
  ]))
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: 'unavailable', publicMessage: 'the queue cannot serve now' },
    });
  const millis = Math.round(performance.now() - begin);
  console.info(`locked: unavailable after ${millis} ms`);
  other.exec('COMMIT');
  const job = someJob();
  await vi.waitFor(() => queue.enqueue([job]), 5_000);
  await vi.waitFor(() => expect(done).toContain(job.id), 5_000);
});

test('a full disk and a read-only file are unavailable until the cause is gone', async () => {
  const connection = openToWrite(await loadDriver(), await newFile(), JOBS);
  onTestFinished(() => connection.close());
  const large: JobRequest = {
    op: 'enqueue',
    jobs: [{ id: 'large', work: 'x'.repeat(1_000_000), delayMs: 0 }],
  };
  const small: JobRequest = { op: 'enqueue', jobs: [{ id: 'small', work: '{}', delayMs: 0 }] };
  const [pages] = connection.prepare('PRAGMA page_count').get() ?? [];
  connection.exec(`PRAGMA max_page_count = ${Number(pages) + 20}`);
  expect(answersOf(connection, [large, small])).toMatchObject([
    { failure: { code: 'unavailable', reason: 'the disk is full' } },
    { result: { count: 1 } },
  ]);
  connection.exec('PRAGMA max_page_count = 1000000; PRAGMA query_only = ON');
  expect(answersOf(connection, [large])).toMatchObject([
    { failure: { code: 'unavailable', reason: 'the file is read-only' } },
  ]);
  connection.exec('PRAGMA query_only = OFF');
  expect(answersOf(connection, [large])).toMatchObject([{ result: { count: 1 } }]);
});

test('the file of a store is refused at start', async () => {
  const path = await emptyFolder();
  await (await startedStore({ path })).stop();
  const jobs = createSqliteJobs({ file: join(path, 'memex.db') });
  await expect(jobs.start()).rejects.toMatchObject({ code: 'internal' });
});

/** Only probes look at the file. */
const NO_PROBE = { file: '' };

function answersOf(connection: Connection, requests: readonly JobRequest[]) {
  return [...createJobServer(connection, NO_PROBE)(requests)].flat();
}
