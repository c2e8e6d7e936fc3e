import { expect, test } from 'vitest';
import { createFolder } from '../src/folder.js';
import { watchAnother } from '../src/live.js';
import { startServer } from '../src/server.js';

test('a stream of one process tells what another writes and deletes, and ends in good order on SIGTERM', async () => {
  await using folder = await createFolder();
  await using first = await startServer({ folder: folder.path });
  await using second = await startServer({ folder: folder.path });
  const watched = await watchAnother(first.url, second.url);
  expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(await watched.isWhole).toBe(true);
  expect(watched.counts()).toEqual([0, 5, 0]);
});
