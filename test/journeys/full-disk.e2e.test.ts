import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { post } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';
import { walkField } from '../src/walk.js';

/** A file system of its own is needed, and only root can mount one. */
const CANNOT_MOUNT = process.getuid?.() === 0 ? undefined : 'mounting a small tmpfs takes root';

const MIB = 1_048_576;

test.skipIf(CANNOT_MOUNT)(`a full disk answers 503, loses nothing, and heals${reason()}`, async () => {
  await using disk = await mountSmallDisk();
  await using server = await startServer({ folder: join(disk.path, 'store') });
  await using client = createClient(server.url);
  const make = createSamples();
  const acknowledged: string[] = [];
  const store = async (): Promise<number> => {
    const batch = make(100);
    const answer = await post(client, batch);
    if (answer.status === 201) acknowledged.push(...batch.map(({ messageId }) => messageId));
    else expect(answer).toMatchObject({ status: 503, body: { code: 503 } });
    if (answer.status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    return answer.status;
  };
  expect(await store()).toBe(201);
  fillUp(join(disk.path, 'ballast'));
  await until('the disk to be full', async () => (await store()) === 503 || undefined);
  expect((await walkIds(client)).sort()).toEqual([...acknowledged].sort());

  rmSync(join(disk.path, 'ballast'));
  await until('the store to heal', async () => (await store()) === 201 || undefined);
  expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  expect((await walkIds(client)).sort()).toEqual([...acknowledged].sort());
});

function reason(): string {
  return CANNOT_MOUNT === undefined ? '' : ` (skipped: ${CANNOT_MOUNT})`;
}

async function mountSmallDisk() {
  const folder = await createFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder.path]);
  return {
    path: folder.path,
    [Symbol.asyncDispose]: async () => {
      execFileSync('umount', ['--lazy', folder.path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

function walkIds(client: Client): Promise<string[]> {
  return walkField(client, '/messages', { project: SAMPLE_PROJECT, ...SAMPLE_RANGE }, 'messageId');
}

/** Writes until nothing more fits. */
function fillUp(file: string): void {
  const block = Buffer.alloc(MIB / 16);
  try {
    for (;;) writeFileSync(file, block, { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
