import { createPlatformProbe } from '@memex/adapter-platform';
import { mapInOrder } from '@memex/core/toolkit';
import { afterEach, describe, expect, test } from 'vitest';
import { collect, KEY, start, stop, tasks } from './support/services.js';

afterEach(stop);

/** The message of an error and of all its causes. */
async function failureOf(call: Promise<unknown>): Promise<{ readonly code: unknown; readonly text: string }> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  const chain: string[] = [];
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    chain.push(one.message, one.stack ?? '');
  return { code: error instanceof Error && 'code' in error ? error.code : undefined, text: chain.join('\n') };
}

describe('the services', () => {
  test('the hub lists the users of an application, in a time range or at any time', async () => {
    const { platform, fake } = await start({ users: { 'my app/1': { anna: 10, ben: 20, carla: 30 } } });
    expect(await platform.hub.users('my app/1', {})).toEqual(['anna', 'ben', 'carla']);
    expect(await platform.hub.users('my app/1', { from: 20, to: 20 })).toEqual(['ben']);
    expect(fake.calls[0]).toBe('GET /prod/hub/frontend/data/app/my%20app%2F1/user');
  });

  test.each(['.', '..'])('an id of %s is not found, and no service is asked for it', async (id) => {
    const { platform, fake } = await start({ users: { [id]: { anna: 10 } } });
    expect(await failureOf(platform.hub.app(id))).toMatchObject({ code: 'not_found' });
    expect(await failureOf(platform.hub.users(id, {}))).toMatchObject({ code: 'not_found' });
    expect(await platform.profiles.find(id)).toEqual({ state: 'missing' });
    expect(fake.calls).toEqual([]);
  });

  test.each(['../..', '..%2f', '...', '.a', '%2e%2e', 'a/../b'])(
    'are asked for %s as one segment',
    async (id) => {
      const { platform, fake } = await start();
      await failureOf(platform.hub.app(id));
      await platform.profiles.find(id);
      expect(fake.calls).toEqual([
        `GET /prod/hub/frontend/data/app/${encodeURIComponent(id)}`,
        `GET /prod/profile_manager/profiles/${encodeURIComponent(id)}`,
      ]);
    },
  );

  test('the hub describes an application', async () => {
    const { platform } = await start({
      apps: { app: { id: 'app', name: 'An app', status: 1, unknown: true } },
    });
    expect(await platform.hub.app('app')).toMatchObject({ id: 'app', name: 'An app', ownerId: null });
    expect(await failureOf(platform.hub.app('none'))).toMatchObject({ code: 'not_found' });
  });

  test('the task manager yields each task once, page by page', async () => {
    const { platform, fake } = await start({ tasks });
    const found = await collect(platform.tasks.tasks({ appId: 'app' }));
    expect(found.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id));
    expect(fake.calls).toHaveLength(3);
    expect(await collect(platform.tasks.tasks({ appId: 'app', creationFrom: 9_999 }))).toEqual([]);
  });

  test('tasks are counted without reading more than one', async () => {
    const { platform, fake } = await start({ tasks });
    const query = { appId: 'app', hasCloseTs: true, closeFrom: 20, closeTo: 40, creationTo: 25 };
    expect(await platform.tasks.countTasks(query)).toBe(8);
    expect(fake.calls).toEqual([
      'GET /prod/task_manager/tasks?appId=app&hasCloseTs=true&closeFrom=20&closeTo=40&creationTo=25&offset=0&limit=1',
    ]);
  });

  test('the task manager yields and counts transactions', async () => {
    const transactions = Array.from({ length: 101 }, (_, n) => ({
      id: `x${n}`,
      taskId: 't',
      label: 'answer',
      _creationTs: n,
    }));
    const { platform } = await start({ transactions });
    expect(await collect(platform.tasks.transactions({ appId: 'app', label: 'answer' }))).toHaveLength(101);
    expect(await platform.tasks.countTransactions({ appId: 'app', label: 'other' })).toBe(0);
  });

  test('profiles are fetched 16 at once, over connections that are reused', async () => {
    const ids = Array.from({ length: 120 }, (_, n) => `user ${n}`);
    const profiles = Object.fromEntries(
      ids.slice(1).map((id) => [id, { id, gender: 'F', dateOfBirth: { year: 2000 } }]),
    );
    const { platform, fake } = await start({ profiles });
    fake.faults.push({ path: /profiles/, delay: 25 });
    const found = await collect(mapInOrder(ids, (id, call) => platform.profiles.find(id, call)));
    expect(found.map((one) => (one.state === 'found' ? one.profile.id : one.state))).toEqual([
      'missing',
      ...ids.slice(1),
    ]);
    expect(fake.mostAtOnce()).toBeGreaterThan(8);
    expect(fake.mostAtOnce()).toBeLessThanOrEqual(16);
    expect(fake.connections()).toBeLessThan(ids.length / 2);
  });

  test('the incentive server lists the cohorts of users', async () => {
    const cohorts = [{ app_id: 'app', user_id: 'anna', cohort: 1 }];
    const { platform } = await start({ cohorts });
    expect(await platform.incentives.cohorts()).toEqual(cohorts);
  });
});

describe('a call that fails', () => {
  test.each([429, 502, 503, 504])('with %i is retried until the service succeeds', async (status) => {
    const { platform, fake } = await start({ cohorts: [] });
    fake.faults.push({ path: /Cohorts/, status, times: 4 });
    expect(await platform.incentives.cohorts()).toEqual([]);
    expect(fake.calls).toHaveLength(5);
  });

  test('with a broken connection is retried', async () => {
    const { platform, fake } = await start({ cohorts: [] });
    fake.faults.push({ path: /Cohorts/, hangUp: true, times: 2 });
    expect(await platform.incentives.cohorts()).toEqual([]);
  });

  test('is given up after four retries', async () => {
    const { platform, fake } = await start();
    fake.faults.push({ path: /Cohorts/, status: 503, body: 'down for\n maintenance' });
    const { code, text } = await failureOf(platform.incentives.cohorts());
    expect([code, fake.calls.length]).toEqual(['unavailable', 5]);
    expect(text).toContain(
      'the incentive server is unavailable: it answered GET /api/UsersCohorts/ with status 503: down for maintenance',
    );
  });

  test('waits as long as the service asks for, up to the longest delay', async () => {
    const { platform, fake } = await start({ cohorts: [] });
    fake.faults.push({ path: /Cohorts/, status: 429, headers: { 'retry-after': '3600' }, times: 1 });
    expect(await platform.incentives.cohorts()).toEqual([]);
  });

  test.each([
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [400, 'internal'],
    [500, 'unavailable'],
  ])('with %i is %s without a retry, with status and body in the error', async (status, code) => {
    const { platform, fake } = await start();
    fake.faults.push({ path: /user/, status, body: `because ${'x'.repeat(5_000)}` });
    const failure = await failureOf(platform.hub.users('app', {}));
    expect(failure.code).toBe(code);
    expect(failure.text).toContain(`status ${status}: because xxx`);
    expect(failure.text.length).toBeLessThan(6_000);
    expect(fake.calls).toHaveLength(1);
  });

  test('a POST is never retried', async () => {
    const { platform, fake } = await start();
    fake.faults.push({ path: /compute/, status: 503 });
    expect(await failureOf(platform.logger.requestComputing('id'))).toMatchObject({ code: 'unavailable' });
    expect(fake.calls).toHaveLength(1);
  });

  test('a response that takes too long is a timeout', async () => {
    const { platform, fake } = await start({}, 20);
    fake.faults.push({ path: /compute/, delay: 2_000 });
    const { code, text } = await failureOf(platform.logger.requestComputing('id'));
    expect(code).toBe('unavailable');
    expect(text).toContain('POST /analytic/compute took too long');
  });

  test('an error about an invalid response names service, call and field, but no value', async () => {
    const { platform, fake } = await start();
    fake.faults.push({ path: /tasks/, body: '{"total": 1, "tasks": [{"id": "t", "closeTs": "private"}]}' });
    const { code, text } = await failureOf(collect(platform.tasks.tasks({ appId: 'app' })));
    expect(code).toBe('internal');
    expect(text).toContain(
      'the task manager answered GET /tasks with a body in which tasks[0].closeTs must be a number',
    );
    expect(text).not.toContain('private');
    fake.faults.unshift({ path: /tasks/, body: '<html>' });
    const other = await failureOf(collect(platform.tasks.tasks({ appId: 'app' })));
    expect(other.text).toContain('with a body that is not JSON');
  });

  test('a service that nobody runs is unavailable', async () => {
    const { platform, fake } = await start();
    await fake.stop();
    const { code, text } = await failureOf(platform.hub.users('app', {}));
    expect(code).toBe('unavailable');
    expect(text).toContain('ECONNREFUSED');
  });

  test('a signal aborts the call and its retries', async () => {
    const { platform, fake } = await start();
    fake.faults.push({ path: /Cohorts/, delay: 2_000 });
    const signal = AbortSignal.timeout(30);
    expect(await failureOf(platform.incentives.cohorts({ signal }))).toMatchObject({ code: 'aborted' });
  });

  test('the key appears in no error, even if a service echoes it', async () => {
    const { platform, fake } = await start();
    fake.faults.push({ path: /./, status: 403, body: `the key ${KEY} is unknown` });
    const { text } = await failureOf(platform.hub.users('app', {}));
    expect(text).toContain('the key [key] is unknown');
    expect(text).not.toContain(KEY);
  });
});

describe('the probe', () => {
  const probeOf = async (apiKey: string) => {
    const { fake } = await start();
    return { fake, probe: createPlatformProbe({ instance: fake.instance, apiKey }) };
  };

  test('calls each service that analytics need once', async () => {
    const { fake, probe } = await probeOf(KEY);
    const report = await probe.probe();
    expect(report.location).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/prod\/$/);
    expect(fake.calls).toHaveLength(3);
  });

  test('fails if the key is refused, and does not retry', async () => {
    const { fake, probe } = await probeOf('wrong');
    await expect(probe.probe()).rejects.toMatchObject({ code: 'forbidden' });
    fake.faults = [{ path: /./, status: 503 }];
    const called = fake.calls.length;
    await expect(probe.probe()).rejects.toMatchObject({ code: 'unavailable' });
    expect(fake.calls.length - called).toBeLessThanOrEqual(3);
  });
});
