import { RedisQueue } from '@memex/adapter-queue';
import { QUEUE_RETRIES } from '@memex/core/testing';
import { CERTIFICATE, openRelay, type ServerNode, tellRedis, withoutRedis } from '@memex/test-services';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runMemex, serveMemex, started, temporaryFolder } from './memex-process.js';
import { type OwnBroker, startOwnBroker } from './own-broker.js';

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`with a broker${skipped}`, () => {
  let broker: OwnBroker;
  let redis: ServerNode;
  let settings: Readonly<Record<string, string>>;

  beforeEach(async () => {
    broker = await startOwnBroker();
    redis = broker.redis;
    settings = broker.settings;
  });

  afterEach(() => broker[Symbol.asyncDispose]());

  test('memex check probes it, and shows no password', async () => {
    await using memex = runMemex(['check'], settings);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^broker +ok +Redis \d+\.\d+\.\d+ at redis:\S+, \d+\.\d ms$/m);
    const { host } = new URL(redis.url);
    await using wrong = runMemex(['check'], { ...settings, BROKER_URL: `redis://:hunter2@${host}/0` });
    expect(await wrong.exit).toBe(0);
    expect(wrong.printed.stdout + wrong.printed.stderr).not.toContain('hunter2');
    await tellRedis(redis.url, 'CONFIG SET requirepass right');
    await using refused = runMemex(['check'], { ...settings, BROKER_URL: `redis://:hunter2@${host}/0` });
    expect(await refused.exit).toBe(1);
    expect(refused.printed.stdout).toMatch(/^broker +failed +.+: it refuses user and password \(WRONGPASS /m);
    expect(refused.printed.stdout + refused.printed.stderr).not.toContain('hunter2');
    await redis.kill();
    await using away = runMemex(['check'], settings);
    expect(await away.exit).toBe(1);
    const cause = 'nothing listens at its address \\(connect ECONNREFUSED 127\\.0\\.0\\.1:\\d+\\)';
    expect(away.printed.stdout).toMatch(
      new RegExp(`^broker +failed +the queue is unavailable: ${cause}$`, 'm'),
    );
  });

  test('a rediss:// connection is encrypted, and requires a trusted certificate', async () => {
    const { port, cut } = await openRelay(redis.url, { encrypted: true });
    const encrypted = { ...settings, BROKER_URL: `rediss://localhost:${port}/0` };
    for (const command of ['check', 'jobs']) {
      await using memex = runMemex([command], { ...encrypted, NODE_EXTRA_CA_CERTS: CERTIFICATE });
      expect(await memex.exit).toBe(0);
      await using distrustful = runMemex([command], encrypted);
      expect(await distrustful.exit).toBe(1);
    }
    cut();
  });

  test('memex serve prints where jobs wait, and runs none', async () => {
    await using memex = serveMemex(settings);
    const url = await memex.url();
    expect((await started(memex)).jobs).toContain(`wait for \`memex worker\` in ${redis.url} (Redis`);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('memex_beat_firings_total 0');
    expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({
      parts: { store: { state: 'up' }, queue: { state: 'up' } },
    });
  });

  test('memex jobs lists dead jobs, and queues them again', async () => {
    const [dead, dropped] = ['update-analytic:gone', 'update-analytic:worthless'];
    const queue = new RedisQueue({ url: redis.url, retries: QUEUE_RETRIES });
    await queue.start();
    const fail = async () => Promise.reject(new Error('it cannot\nbe'));
    const consumer = queue.consume(fail, { concurrency: 1 });
    const work = { kind: 'update-analytic', analyticId: 'gone' } as const;
    await queue.enqueue([dead, dropped].map((id) => ({ id, work })));
    await vi.waitFor(async () => expect(await queue.depth()).toMatchObject({ dead: 2 }), 20_000);
    await consumer.stop();

    await using unnamed = runMemex(['jobs', 'drop'], settings);
    expect(await unnamed.exit).toBe(2);
    for (const expected of [0, 1]) {
      await using drop = runMemex(['jobs', 'drop', dropped], settings);
      expect(await drop.exit).toBe(expected);
      expect(drop.printed.stdout).toBe(`deleted ${expected === 0 ? '1 dead job' : '0 dead jobs'}\n`);
      expect(drop.printed.stderr).toBe(expected === 0 ? '' : `memex: there is no dead job \`${dropped}\`\n`);
    }

    await using told = runMemex(['jobs'], settings);
    expect(await told.exit).toBe(0);
    const [depth, , names, job] = told.printed.stdout.split('\n');
    expect(depth).toBe('waiting 0, delayed 0, active 0, dead 1');
    expect(names).toMatch(/^id +project +what +age +attempts +reason$/);
    expect(job).toMatch(/^tic:gone +- +analytic +\d+ s +3 +it cannot be$/);
    expect(told.printed.stderr).toMatch(
      /^memex: projects and metrics are not shown: there is no store at \S+ /,
    );
    await using json = runMemex(['jobs', '--json'], settings);
    expect(await json.exit).toBe(0);
    expect(JSON.parse(json.printed.stdout)).toMatchObject({
      waiting: 0,
      dead: 1,
      waitingSince: null,
      deadJobs: [{ id: dead, work, reason: 'it cannot\nbe', attempts: 3, project: null, what: 'analytic' }],
    });
    await using other = runMemex(['jobs', 'retry', 'another'], settings);
    expect(await other.exit).toBe(1);
    expect(other.printed.stdout).toBe('enqueued 0 dead jobs again\n');
    await using retried = runMemex(['jobs', 'retry', 'tic:gone'], settings);
    expect(await retried.exit).toBe(0);
    expect(retried.printed.stdout).toBe('enqueued 1 dead job again\n');
    expect(await queue.depth()).toMatchObject({ waiting: 1, dead: 0 });

    await using none = runMemex(['jobs', 'drop', 'all'], settings);
    expect(await none.exit).toBe(1);

    await using worker = runMemex(['worker'], settings);
    await vi.waitFor(() => expect(worker.printed.stderr).toContain('"msg":"job done"'), 20_000);
    // The worker tells of the end of a job a moment before the broker knows.
    const idle = { waiting: 0, delayed: 0, active: 0, dead: 0 };
    await vi.waitFor(async () => expect(await queue.depth()).toEqual(idle), 2_000);
    await queue.stop();
  });

  test.each(['worker', 'beat'])('memex %s shuts down in order, whatever Redis does', async (command) => {
    for (const [signal, treat] of [
      ['SIGHUP', async () => undefined],
      ['SIGTERM', () => redis.freeze()],
      ['SIGTERM', () => redis.kill()],
    ] as const) {
      await using memex = runMemex([command], settings);
      await started(memex);
      await treat();
      memex.signal(signal);
      expect(await memex.exit).toBe(0);
      expect(memex.printed.stderr).toContain('"msg":"stopped"');
      await redis.resume().catch(() => undefined); // It may be dead.
    }
  });

  test.each(['worker', 'beat'])('memex %s starts and stops while Redis is unavailable', async (command) => {
    await redis.kill();
    await using memex = runMemex([command], settings);
    await started(memex);
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
    expect((await started(memex)).jobs).toContain('not available yet: the queue is unavailable');
  });
});

describe('a configuration that cannot work is rejected', () => {
  test.each([
    ['worker', {}, 'BROKER_URL must be set for `memex worker`'],
    ['beat', {}, 'BROKER_URL must be set for `memex beat`'],
    ['serve', { STORE: 'memory', BROKER_URL: 'redis://localhost' }, 'BROKER_URL must not be set'],
    ['jobs', { STORE: 'memory' }, 'with STORE=memory'],
  ])('memex %s with %j', async (command, environment, line) => {
    await using folder = await temporaryFolder();
    await using memex = runMemex([command], { STORE_PATH: folder.path, ...environment });
    expect(await memex.exit).toBe(2);
    expect(memex.printed.stderr).toMatch(new RegExp(`^memex: ${line}[^\n]*\n$`));
  });
});
