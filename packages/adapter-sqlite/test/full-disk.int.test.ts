import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageEntry } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { emptyFolder } from './support/folder.js';
import { mountSmallDisk } from './support/small-disk.js';
import { startedStore } from './support/started.js';

test('on a full disk writes fail and reads succeed; with free space writes succeed again', async (context) => {
  const disk = await emptyFolder();
  // writer.unit.test.ts covers this without a disk of its own.
  if (!mountSmallDisk(disk)) context.skip('mounting a small disk needs root and CAP_SYS_ADMIN');
  const ballast = join(disk, 'ballast');
  await writeFile(ballast, Buffer.alloc(2_000_000));
  const store = await startedStore({ path: join(disk, 'data') });
  const acknowledged: string[] = [];
  const append = async (): Promise<void> => {
    acknowledged.push(...(await store.messages.append({ entries: [longMessage()] })));
  };
  const fillUp = async (): Promise<void> => {
    for (;;) await append();
  };
  await expect(fillUp()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/disk is full/),
  });
  expect(acknowledged.length).toBeGreaterThan(5);
  for (const traceId of acknowledged) {
    expect(await store.messages.find({ traceId, projects: 'all' })).toBeDefined();
  }
  await rm(ballast);
  await append();
  await store.stop();
});

function longMessage() {
  const entry = messageEntry({ project: 'app' });
  return {
    ...entry,
    json: entry.json.replace('"metadata":null', `"metadata":{"x":"${'x'.repeat(50_000)}"}`),
  };
}
