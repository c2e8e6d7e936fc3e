import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { walkField } from '../src/walk.js';

const EACH = 60;

test('two servers on one folder both write and read everything', async () => {
  await using folder = await createFolder();
  await using first = await startServer({ folder: folder.path });
  await using second = await startServer({ folder: folder.path });
  await using one = createClient(first.url);
  await using other = createClient(second.url);

  const write = async (client: Client, seed: number): Promise<readonly string[]> => {
    const make = createSamples({ seed });
    const ids: string[] = [];
    for (let batch = 0; batch < EACH; batch++) ids.push(...traceIdsOf(await post(client, make(5))));
    return ids;
  };
  const ids = (await Promise.all([write(one, 1), write(one, 2), write(other, 3), write(other, 4)])).flat();

  for (const client of [one, other]) {
    const everything = { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '100' };
    expect(await walkField(client, '/messages', everything, 'messageId')).toHaveLength(ids.length);
    const found = await Promise.all(
      ids.map((traceId) => client.send({ path: '/message', query: { traceId } })),
    );
    expect(found.filter(({ status }) => status !== 200)).toEqual([]);
  }
});

test('one key posted to both at the same time stores once; what one erases the other has not', async () => {
  await using folder = await createFolder();
  await using first = await startServer({ folder: folder.path });
  await using second = await startServer({ folder: folder.path });
  await using one = createClient(first.url);
  await using other = createClient(second.url);
  const batch = createSamples({ users: 1 })(3);
  for (let key = 0; key < 20; key++) {
    const answers = await Promise.all(
      [one, other, one, other].map((client) => post(client, batch, { 'idempotency-key': `${key}` })),
    );
    expect(new Set(answers.map((answer) => traceIdsOf(answer).join())).size).toBe(1);
  }
  const erasure = await one.send({ method: 'DELETE', path: '/messages', query: { userId: 'user-0' } });
  expect(erasure).toMatchObject({ status: 200, body: { deleted: 60 } });
  expect(
    await walkField(other, '/messages', { project: SAMPLE_PROJECT, ...SAMPLE_RANGE }, 'messageId'),
  ).toEqual([]);
});
