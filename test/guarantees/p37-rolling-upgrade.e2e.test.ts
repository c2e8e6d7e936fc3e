import { ownRedis, tellRedis, withoutRedis } from '@memex/test-services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { type Client, createClient } from '../src/client.js';
import { askServer, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { createFolder, type Folder } from '../src/folder.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post } from '../src/posting.js';
import { installLastRelease, type Release } from '../src/release.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { type Command, runMemex, startBeside, startServer } from '../src/server.js';
import { startTraffic } from '../src/traffic.js';
import { until } from '../src/wait.js';
import { walkField } from '../src/walk.js';

const ENOUGH = 500;
const APPLIED = /"job":"apply-retention".+"job done"/;
const ENDED = { code: 0, signal: null };

const { url, skipped: missing } = await ownElasticsearch();
const skipped = withoutRedis() || missing;

let installed: Folder;
let last: Release;

beforeAll(async () => {
  installed = await createFolder();
  last = await installLastRelease(installed.path);
}, 300_000);

afterAll(async () => {
  await installed[Symbol.asyncDispose]();
});

test.skipIf(skipped !== '')(
  `P37 serve, workers and beat are replaced one by one under load, and back again: nothing is lost, and each does the jobs of the other${skipped}`,
  async () => {
    const redis = await ownRedis();
    await using folder = await createFolder();
    const environment = {
      ...storedAt(url),
      BROKER_URL: redis.url,
      STORE_PATH: folder.path,
      // Due today already, so a beat fires at its start if none has.
      BEAT_CRON: '0 0 * * *',
      BEAT_TIME_ZONE: 'UTC',
      LOG_LEVEL: 'info',
    };
    const { program } = last;
    const traffic = startTraffic();
    const more = () => {
      const count = traffic.acknowledged.length + ENOUGH;
      return until('load', () => traffic.acknowledged.length >= count || undefined);
    };

    // The last release, as it runs before the upgrade.
    await using oldServer = await startServer({ environment, program });
    await using oldClient = createClient(oldServer.url);
    await using oldWorker = await startBeside('worker', environment, program);
    const nightly = await define(oldClient, USERS, 2);
    await using oldBeat = await startBeside('beat', environment, program);
    await results(oldClient, nightly);
    const keyed = createSamples({ project: 'keyed' })(5);
    const first = await post(oldClient, keyed, { 'idempotency-key': 'of-old' });
    traffic.add(oldServer);
    await more();

    // Beside it, the new one. It asks, and a worker of the last release computes.
    await using newServer = await startServer({ environment });
    await using newClient = createClient(newServer.url);
    traffic.add(newServer);
    await computedBy(newClient, newClient);
    expect((await post(newClient, keyed, { 'idempotency-key': 'of-old' })).body).toEqual(first.body);
    await more();

    // The worker is replaced while jobs wait that the last release asked for.
    expect(await oldWorker.end('SIGTERM')).toEqual(ENDED);
    const waiting = await define(oldClient, USERS, 5);
    for (const id of waiting) await compute(oldClient, id);
    await using newWorker = await startBeside('worker', environment);
    await results(newClient, waiting);

    // The beat, and then the server, under load.
    await using newBeat = await startBeside('beat', environment);
    expect(await oldBeat.end('SIGTERM')).toEqual(ENDED);
    expect(await newBeat.end('SIGTERM')).toEqual(ENDED);
    const fired = firings(oldBeat) + firings(newBeat);
    expect(await traffic.stopServer(oldServer)).toEqual(ENDED);
    await more();

    // What only the new release knows is there when the last one comes back.
    await run(['retention', 'set', 'keyed', '9999d'], environment);
    await using backServer = await startServer({ environment, program });
    await using backClient = createClient(backServer.url);
    traffic.add(backServer);
    await more();
    expect(await traffic.stopServer(newServer)).toEqual(ENDED);
    expect(await newWorker.end('SIGTERM')).toEqual(ENDED);
    await using backWorker = await startBeside('worker', environment, program);
    await computedBy(backClient, backClient);
    await more();
    await traffic.end();

    // A beat of the new release asks for retention. The last one does it, or puts aside what it does not know, and the new one does it the night after.
    await nightOf(redis.url, environment);
    const outcome = await until('the job to be done or put aside', async () => {
      if (APPLIED.test(backWorker.output())) return 'done';
      const jobs = await run(['jobs', '--json'], environment);
      return jobs.includes('apply-retention') ? jobs : undefined;
    });
    expect(await backWorker.end('SIGTERM')).toEqual(ENDED);
    if (outcome !== 'done') {
      expect(outcome).toContain('it is no valid job: ');
      await using againWorker = await startBeside('worker', environment);
      await nightOf(redis.url, environment);
      await until('the job to be done', () => APPLIED.test(againWorker.output()) || undefined);
    }

    await askServer(url, 'POST', '/_refresh');
    const stored = new Set(await storedIds(backClient));
    const missing = traffic.acknowledged.filter((id) => !stored.has(id));
    printFigure('P37', `from ${last.version} to this one and back, under load`, {
      acknowledged: traffic.acknowledged.length,
      missing: missing.length,
      'requests that failed': traffic.failed.length,
      'nightly runs': fired,
    });
    expect(traffic.failed).toEqual([]);
    expect(missing).toEqual([]);
    expect(stored.size).toBe(traffic.acknowledged.length);
    expect(fired).toBe(1);
    await redis.kill();
  },
  300_000,
);

describe('P37 the embedded store', () => {
  test('P37 a folder of the last release is brought up to date with its jobs, and the last release refuses it from then on where the schema has changed, and harms nothing', async () => {
    await using folder = await createFolder();
    const { program } = last;
    const at = { folder: folder.path };
    await using oldServer = await startServer({ ...at, program });
    await using oldClient = createClient(oldServer.url);
    const traffic = startTraffic();
    traffic.add(oldServer);
    const ids = await define(oldClient, USERS, 3);
    const keyed = createSamples({ project: 'keyed' })(5);
    const first = await post(oldClient, keyed, { 'idempotency-key': 'of-old' });
    await until('load', () => traffic.acknowledged.length >= ENOUGH || undefined);
    for (const id of ids) await compute(oldClient, id);

    await using newServer = await startServer(at);
    traffic.add(newServer);
    expect(await traffic.stopServer(oldServer)).toEqual(ENDED);
    await using newClient = createClient(newServer.url);
    await results(newClient, ids);
    expect((await post(newClient, keyed, { 'idempotency-key': 'of-old' })).body).toEqual(first.body);
    await traffic.end();
    expect(await newServer.end('SIGTERM')).toEqual(ENDED);

    await using older = runMemex(
      ['serve'],
      { STORE: 'embedded', STORE_PATH: folder.path, WS_PORT: '0' },
      program,
    );
    const said = await until('the last release', () => /^memex: |listens on/m.exec(older.output())?.[0]);
    // It serves the folder if no release since has changed the schema.
    if (said === 'memex: ') {
      expect((await older.exit).code).toBe(1);
      expect(older.output()).toMatch(/^memex: the store .+ was written by a newer version of Memex .+\n$/);
    } else expect(await older.end('SIGTERM')).toEqual(ENDED);

    await using again = await startServer(at);
    await using client = createClient(again.url);
    const stored = new Set(await storedIds(client));
    const missing = traffic.acknowledged.filter((id) => !stored.has(id));
    printFigure('P37', `a folder of ${last.version}`, {
      acknowledged: traffic.acknowledged.length,
      missing: missing.length,
      'requests that failed': traffic.failed.length,
    });
    expect(traffic.failed).toEqual([]);
    expect(missing).toEqual([]);
    expect(stored.size).toBe(traffic.acknowledged.length);
  }, 180_000);
});

/** Has new analytics computed, asked for by one client and read by another. */
async function computedBy(asking: Client, reading: Client): Promise<void> {
  const ids = await define(asking, USERS, 3);
  for (const id of ids) expect((await compute(asking, id)).status).toBe(200);
  await results(reading, ids);
}

/** Runs a command to its end; what it printed. */
async function run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<string> {
  await using command = runMemex(args, environment);
  expect((await command.exit).code, command.output()).toBe(0);
  return command.output();
}

/** Has a beat of this version fire, as if it were the next night. */
async function nightOf(redis: string, environment: Readonly<Record<string, string>>): Promise<void> {
  await tellRedis(redis, 'DEL memex:beat:last');
  await using beat = await startBeside('beat', environment);
  await until('the beat to fire', () => firings(beat) || undefined);
  expect(await beat.end('SIGTERM')).toEqual(ENDED);
}

function firings(beat: Command): number {
  return beat.output().match(/"msg":"beat fired"/g)?.length ?? 0;
}

function storedIds(client: Client): Promise<string[]> {
  const everything = { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '10000' };
  return walkField(client, '/messages', everything, 'messageId');
}
