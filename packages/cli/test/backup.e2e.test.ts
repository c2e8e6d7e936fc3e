import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteJobs, createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { batch, post, runMemex, serveMemex } from './memex-process.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  return () => rm(folder, { recursive: true });
});

const inFolder = (name: string): string => join(folder, name);

async function run(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  await using memex = runMemex(args, { STORE_PATH: inFolder('data'), ...settings }, folder);
  return { code: await memex.exit, ...memex.printed };
}

const RANGE = 'project=app&fromTime=2026-01-01&toTime=2027-01-01&maxSize=10000';

async function idsAt(url: string): Promise<readonly string[]> {
  const found: readonly { messageId: string }[] = await (await fetch(`${url}/messages?${RANGE}`)).json();
  return found.map(({ messageId }) => messageId);
}

describe('memex backup and memex restore', () => {
  test('save a store that is written to, and bring back all that was acknowledged before, with analytics and jobs', async () => {
    const acknowledged: string[] = [];
    {
      await using serve = serveMemex({
        STORE: 'embedded',
        STORE_PATH: inFolder('data'),
        BEAT_CRON: '0 4 1 1 *',
      });
      const url = await serve.url();
      const defined = await fetch(`${url}/analytic`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: DESCRIPTOR,
      });
      const { id } = JSON.parse(await defined.text());
      let isStopped = false;
      const writing = (async () => {
        while (!isStopped) {
          const messageId = `m${acknowledged.length}`;
          expect((await post(url, batch(messageId))).status).toBe(201);
          acknowledged.push(messageId);
        }
      })();
      await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(50);
      const before = [...acknowledged];
      const saved = await run(['backup', 'saved.db', '--json']);
      isStopped = true;
      await writing;
      expect(saved.code, saved.stderr).toBe(0);
      expect(JSON.parse(saved.stdout).messages).toBeGreaterThanOrEqual(before.length);
      serve.signal('SIGKILL');
      await serve.exit;
      await rm(inFolder('data'), { recursive: true });

      expect((await run(['restore', 'saved.db'])).stdout).toMatch(
        /data: \d+ messages, 0 logs and 1 analytics, as of 2/,
      );
      await using again = serveMemex({ STORE: 'embedded', STORE_PATH: inFolder('data') });
      const found = await idsAt(await again.url());
      expect(before.filter((one) => !found.includes(one))).toEqual([]);
      expect(found).toEqual(acknowledged.slice(0, found.length));
      expect((await fetch(`${await again.url()}/analytic?id=${id}`)).status).toBe(200);
    }
  });

  test('bring back jobs that wait', async () => {
    const jobs = createSqliteJobs({ file: inFolder('data/jobs.db') });
    const memex = createMemex({ store: createSqliteStore({ path: inFolder('data') }), jobs });
    await memex.start();
    await jobs.queue.enqueue([{ id: 'waits', work: { kind: 'update-analytic', analyticId: 'a' } }]);
    await memex.stop();
    await run(['backup', 'saved.db']);
    await rm(inFolder('data'), { recursive: true });
    await run(['restore', 'saved.db']);
    expect((await run(['jobs'])).stdout).toMatch(/waiting\D+1/);
  });

  test('make a file that nobody else can read, and leave nothing beside it', async () => {
    await startOnce();
    await run(['backup', 'saved.db']);
    expect((await stat(inFolder('saved.db'))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).sort()).toEqual(['data', 'saved.db']);
  });

  test('tell in plain words why a file cannot be written', async () => {
    await startOnce();
    await writeFile(inFolder('file'), '');
    for (const [file, reason] of [
      ['absent/saved.db', 'its folder does not exist'],
      ['file/saved.db', 'its folder is a file'],
    ] as const) {
      const { code, stderr } = await run(['backup', file]);
      expect([code, stderr]).toEqual([1, `memex: the backup ${inFolder(file)} is unavailable: ${reason}\n`]);
    }
  });

  test('never restore over a store', async () => {
    await startOnce();
    await run(['backup', 'saved.db']);
    const { code, stderr } = await run(['restore', 'saved.db']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('already exists: move it away')]);
  });

  test('refuse a damaged backup, and create nothing', async () => {
    await startOnce();
    await run(['backup', 'saved.db']);
    const { size } = await stat(inFolder('saved.db'));
    const file = await open(inFolder('saved.db'), 'r+');
    await file.write(Buffer.alloc(size / 2, 7), 0, size / 2, size / 3);
    await file.close();
    const { code, stderr } = await run(['restore', 'saved.db'], { STORE_PATH: inFolder('new') });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/saved\.db.*damaged/)]);
    expect(existsSync(inFolder('new/memex.db'))).toBe(false);
  });

  test('refuse what is no backup', async () => {
    await startOnce();
    await writeFile(inFolder('notes.txt'), 'These are not the messages.');
    for (const [file, reason] of [
      ['notes.txt', 'not a database'],
      ['data/jobs.db', 'it is not a backup of Memex'],
      ['nothing', 'it does not exist'],
    ] as const) {
      const { code, stderr } = await run(['restore', file], { STORE_PATH: inFolder('new') });
      expect([code, stderr]).toEqual([1, expect.stringContaining(reason)]);
    }
  });

  test.each([
    [['backup'], {}, '`memex backup` needs <file>'],
    [['backup', 'a', 'b'], {}, 'has no use for `b`'],
    [['backup', 'a'], { STORE: 'memory' }, 'is for the embedded store'],
    [['restore', 'a'], { EL_HOST: 'http://127.0.0.1:9' }, 'use its snapshots'],
  ])('refuse %j with %j', async (args, settings, reason) => {
    const { code, stderr } = await run(args, settings);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });

  test('say that there is no store', async () => {
    const { code, stderr } = await run(['backup', 'saved.db']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('there is no store at')]);
  });
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
const DESCRIPTOR = JSON.stringify({
  project: 'app',
  timespan: { type: 'moving', value: 'all' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
});

/** Makes a store with a message and an empty queue. */
async function startOnce(): Promise<void> {
  await using serve = serveMemex({ STORE: 'embedded', STORE_PATH: inFolder('data') });
  expect((await post(await serve.url(), batch('m1'))).status).toBe(201);
  serve.signal('SIGTERM');
  await serve.exit;
}
