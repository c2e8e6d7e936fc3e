import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openPartialFile } from '../src/output/partial-file.js';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memex-partial-'));
  return () => rm(folder, { recursive: true });
});

describe('a partial file', () => {
  test('appears under its name when it is complete', async () => {
    const file = await openPartialFile(at('a'));
    await file.write(Buffer.from('one'));
    expect(await readdir(folder)).toEqual(['a.partial']);
    await file.commit();
    expect(await readdir(folder)).toEqual(['a']);
    expect(await readFile(at('a'), 'utf8')).toBe('one');
  });

  test('replaces no pipe, device or folder', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await mkdir(at('folder'));
    for (const [name, reason] of [
      ['pipe', 'it is no regular file; - is standard output'],
      ['folder', 'it is a folder'],
    ] as const)
      await expect(openPartialFile(at(name))).rejects.toMatchObject({
        code: 'unavailable',
        message: `the file ${at(name)} is unavailable: it cannot be written: ${reason}`,
      });
    expect((await lstat(at('pipe'))).isFIFO()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['folder', 'pipe']);
  });
});
