import { MemoryQueue } from '@memex/core/memory';
import { wrapMethods } from '@memex/core/toolkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { aggregation, descriptor, message } from './support/samples.js';
import { type Service, startService, work } from './support/service.js';

let service: Service;

beforeEach(async () => {
  service = await startService();
});

describe('an analytic', () => {
  test('has the time when it was computed, which distinguishes an empty result from none', async () => {
    await service.memex.untrusted.messages.append([message()]);
    const id = await service.analytics.define(aggregation({ field: 'metadata.nothing' }));
    const listed = async () => (await service.call('GET', '/analytics')).body;
    expect(await listed()).toMatchObject([{ id, result: null, computedAt: null }]);
    await service.call('POST', `/analytic/compute?id=${id}`);
    expect((await service.call('GET', `/analytic?id=${id}`)).body).toMatchObject({
      result: null,
      computedAt: null,
      state: 'waiting',
    });
    await work(service);
    const { body } = await service.call('GET', `/analytic?id=${id}`);
    const creationDt = (await service.analytics.find({ id })).result?.creationDt;
    expect(creationDt).toMatch(/^\d{4}-/);
    expect(body).toMatchObject({ result: { aggregation: null }, computedAt: creationDt, state: 'idle' });
    expect(await listed()).toMatchObject([{ id, result: { aggregation: null }, computedAt: creationDt }]);
  });

  test('has the reason if it cannot be computed, also after it is requested again', async () => {
    const id = await service.analytics.define(descriptor({ dimension: 'task', metric: 'new' }));
    const reason = 'the platform cannot serve now: none is configured';
    for (const requested of ['first', 'again']) {
      await service.call('POST', `/analytic/compute?id=${id}`);
      await work(service);
      expect([requested, (await service.call('GET', `/analytic?id=${id}`)).body]).toMatchObject([
        requested,
        { result: null, computedAt: null, state: 'failed', reason, nextTry: null },
      ]);
    }
    await service.call('POST', `/analytic/compute?id=${id}`);
    expect((await service.call('GET', `/analytic?id=${id}`)).body).toMatchObject({
      state: 'waiting',
      reason,
    });
  });
});

test('a list tells of each analytic what the analytic tells, and asks the queue once', async () => {
  const queue = new MemoryQueue();
  let asked = 0;
  const counting = wrapMethods(queue, (method, name) => (...parameters) => {
    if (name === 'find') asked++;
    return method(...parameters);
  });
  service = await startService({ queue: counting });
  const failing = await service.analytics.define(descriptor({ dimension: 'task', metric: 'new' }));
  await service.call('POST', `/analytic/compute?id=${failing}`);
  await work(service);
  const idle = await service.analytics.define(descriptor());
  const waiting = await service.analytics.define(descriptor());
  await service.call('POST', `/analytic/compute?id=${waiting}`);
  const single = [];
  for (const id of [failing, idle, waiting])
    single.push((await service.call('GET', `/analytic?id=${id}`)).body);
  expect(single).toMatchObject([{ state: 'failed' }, { state: 'idle' }, { state: 'waiting' }]);
  asked = 0;
  const { status, body } = await service.call('GET', '/analytics');
  expect(status).toBe(200);
  expect(body).toHaveLength(3);
  expect(body).toEqual(expect.arrayContaining(single));
  expect(asked).toBe(1);
});
