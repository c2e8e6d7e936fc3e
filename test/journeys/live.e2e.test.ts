import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { watchProject } from '../src/live.js';
import { post } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';

test('a stream of one process tells what another writes and deletes, and ends in good order on SIGTERM', async () => {
  await using folder = await createFolder();
  await using first = await startServer({ folder: folder.path });
  await using second = await startServer({ folder: folder.path });
  await using client = createClient(second.url);
  const watched = await watchProject(first.url);
  await until('the start', () => watched.counts().length === 1 || undefined);
  await post(client, createSamples({ users: 1 })(5));
  await until('what was written', () => watched.counts().at(-1) === 5 || undefined);
  await client.send({ method: 'DELETE', path: '/messages', query: { userId: 'user-0' } });
  await until('what was deleted', () => watched.counts().at(-1) === 0 || undefined);

  expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(await watched.isWhole).toBe(true);
  expect(watched.counts()).toEqual([0, 5, 0]);
});
