import { type FakePlatform, startFakePlatform } from '@memex/test-services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compute, define, results, TASKS, USERS } from '../src/analytics.js';
import { createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { fill } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';

const KEY = 'platform-key';
const HANGS = [{ path: /./, delay: 60_000 }];
const SAMPLE_USERS = 50;

let platform: FakePlatform;

beforeEach(async () => {
  platform = await startFakePlatform(KEY);
});

afterEach(() => platform.stop());

test('without a broker a job that runs when the process is killed is done after the restart', async () => {
  await using folder = await createFolder();
  const environment = { INSTANCE: platform.instance, APIKEY: KEY };
  await using first = await startServer({ folder: folder.path, environment });
  await using client = createClient(first.url);
  await fill(client, createSamples({ users: SAMPLE_USERS }), 1_000);
  platform.faults = HANGS;
  const ids = [...(await define(client, TASKS, 6)), ...(await define(client, USERS, 3))];
  for (const id of ids) await compute(client, id);
  await until('jobs', () => platform.calls.length > 0 || undefined);
  await first.end('SIGKILL');
  platform.faults = [];

  await using second = await startServer({ folder: folder.path, port: first.port, environment });
  await using again = createClient(second.url);
  const counts = (await results(again, ids)).map((result) => result.type === 'count' && result.count);
  expect(counts).toEqual([0, 0, 0, 0, 0, 0, SAMPLE_USERS, SAMPLE_USERS, SAMPLE_USERS]);
});

test('an analytic that is deleted while its job runs stays deleted', async () => {
  await using folder = await createFolder();
  const environment = { INSTANCE: platform.instance, APIKEY: KEY, LOG_LEVEL: 'info' };
  await using server = await startServer({ folder: folder.path, environment });
  await using client = createClient(server.url);
  const [id = ''] = await define(client, TASKS, 1);
  platform.faults = [{ path: /./, delay: 2_000 }];
  await compute(client, id);
  await until('the job', () => platform.calls.length > 0 || undefined);
  expect((await client.send({ method: 'DELETE', path: '/analytic', query: { id } })).text).toBe('{}');
  await until('its end', () => server.output().includes('"msg":"job done"') || undefined);
  expect((await client.send({ path: '/analytic', query: { id } })).status).toBe(404);
  expect((await client.send({ path: '/analytics' })).body).toEqual([]);
});

test('without a broker the beat fires once a day, restarts or not', async () => {
  await using folder = await createFolder();
  const environment = { BEAT_CRON: '0 0 * * *', BEAT_TIME_ZONE: 'UTC', LOG_LEVEL: 'info' };
  const firings: number[] = [];
  for (let start = 0; start < 3; start++) {
    await using server = await startServer({ folder: folder.path, environment });
    await server.end('SIGTERM');
    firings.push(server.output().match(/"msg":"beat fired"/g)?.length ?? 0);
  }
  expect(firings).toEqual([1, 0, 0]);
});
