import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { MessageInput } from '@memex/core';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { post } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';

const MIB = 1_048_576;
/** `/ready` gives its last answer again for half a second, and a connection is opened anew once a second. */
const PROMISED_MS = 3_000;

/** What happens to a data folder, and how it is undone. */
interface Mishap {
  readonly name: string;
  /** What is missing for it, if anything. */
  readonly needs?: string | undefined;
  readonly befall: (folder: string) => () => void;
}

const NEEDS_DISK = await whatMountingLacks();

const MISHAPS: readonly Mishap[] = [
  { name: 'a full disk', needs: NEEDS_DISK, befall: fillUp },
  {
    name: 'an immutable file of the store',
    needs: NEEDS_DISK,
    befall: (folder) => freeze(join(folder, 'memex.db')),
  },
  {
    name: 'an immutable log of the store',
    needs: NEEDS_DISK,
    befall: (folder) => freeze(join(folder, 'memex.db-wal')),
  },
  {
    name: 'an immutable file of the queue',
    needs: NEEDS_DISK,
    befall: (folder) => freeze(join(folder, 'jobs.db')),
  },
  { name: 'a damaged file of the store', befall: (folder) => damage(join(folder, 'memex.db')) },
];

for (const { name, needs, befall } of MISHAPS) {
  const title = `P8 ${name} makes the service not ready, and it is ready again by itself`;
  test.skipIf(needs)(needs === undefined ? title : `${title} (skipped: ${needs})`, async () => {
    await using disk = await (NEEDS_DISK === undefined ? mountDisk() : createFolder());
    const folder = join(disk.path, 'data');
    const make = createSamples();
    await storeAndStop(folder, make(1_000));
    await using server = await startServer({ folder });
    await using client = createClient(server.url);
    const mend = befall(folder);
    const millisUntil = async (status: number): Promise<number> => {
      const begin = performance.now();
      await until(
        `/ready to answer ${status}`,
        async () => (await fetch(`${server.url}/ready`)).status === status || undefined,
      );
      return Math.round(performance.now() - begin);
    };
    const notReady = await millisUntil(503);
    mend();
    const ready = await millisUntil(200);
    printFigure('P8', name, { 'not ready after, ms': notReady, 'ready again after, ms': ready });
    expect(await post(client, make(1_000))).toMatchObject({ status: 201 });
    expect(notReady).toBeLessThan(PROMISED_MS);
    expect(ready).toBeLessThan(PROMISED_MS);
  });
}

/** What one process stored and left is in the file itself, not in its log. */
async function storeAndStop(folder: string, messages: readonly MessageInput[]): Promise<void> {
  await using server = await startServer({ folder });
  await using client = createClient(server.url);
  expect(await post(client, messages)).toMatchObject({ status: 201 });
  await server.end('SIGTERM');
}

/** A small file system of its own, on which files can be made immutable. */
async function mountDisk() {
  const folder = await createFolder();
  const [image, path] = [join(folder.path, 'image'), join(folder.path, 'disk')];
  closeSync(openSync(image, 'w'));
  truncateSync(image, 48 * MIB);
  mkdirSync(path);
  execFileSync('mkfs.ext4', ['-q', '-m', '0', image], { stdio: 'ignore' });
  execFileSync('mount', ['-o', 'loop', image, path], { stdio: 'ignore' });
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      execFileSync('umount', ['--lazy', path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function whatMountingLacks(): Promise<string | undefined> {
  try {
    await using _ = await mountDisk();
    return undefined;
  } catch {
    return 'mounting a file of its own takes root, loop devices, and mkfs.ext4';
  }
}

function fillUp(folder: string): () => void {
  const ballast = join(folder, '..', 'ballast');
  const block = Buffer.alloc(MIB / 16);
  try {
    for (;;) writeFileSync(ballast, block, { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
  return () => rmSync(ballast);
}

function freeze(file: string): () => void {
  execFileSync('chattr', ['+i', file]);
  return () => {
    execFileSync('chattr', ['-i', file]);
  };
}

/** Overwrites all but the first page, which every probe writes anew. Nothing else is written until it is undone. */
function damage(file: string): () => void {
  const [size, start] = [statSync(file).size, 4_096];
  const descriptor = openSync(file, 'r+');
  const whole = Buffer.alloc(size - start);
  readSync(descriptor, whole, 0, whole.length, start);
  writeSync(descriptor, Buffer.alloc(whole.length, 0xff), 0, whole.length, start);
  return () => {
    writeSync(descriptor, whole, 0, whole.length, start);
    closeSync(descriptor);
  };
}
