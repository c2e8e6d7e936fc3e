import { mapInOrder } from '@memex/core/toolkit';
import { until } from '@memex/test-services';
import { afterEach, describe, expect, test } from 'vitest';
import { collect, start, stop, tasks } from './support/services.js';

afterEach(stop);

describe('calls to the services', () => {
  test('a walk reads one page ahead of the items that are taken', async () => {
    const { platform, fake } = await start({ tasks });
    const walk = platform.tasks.tasks({ appId: 'app' })[Symbol.asyncIterator]();
    await walk.next();
    await until(
      () => fake.calls.length === 2,
      5_000,
      () => 'the second page was not requested',
    );
    for (let taken = 1; taken < 100; taken++) await walk.next();
    expect(fake.calls).toHaveLength(2);
    await walk.return?.();
  });

  test('all calls succeed at a service that limits its rate and sends Retry-After', async () => {
    const profiles = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`u${n}`, { id: `u${n}` }]));
    const { platform, fake } = await start({ profiles });
    fake.rateLimit = { calls: 5, millis: 100, headers: { 'retry-after': '1' } };
    const lookups = mapInOrder(Object.keys(profiles), (id, call) => platform.profiles.find(id, call));
    const found = await collect(lookups);
    expect(found.filter(({ state }) => state === 'found')).toHaveLength(80);
    expect(fake.calls.length).toBeGreaterThan(80);
  });

  test('calls that hang at one service do not delay calls to another', async () => {
    const { platform, fake } = await start({ cohorts: [], users: { app: { anna: 1 } } });
    fake.faults.push({ path: /Cohorts/, delay: 2_000 });
    const stop = new AbortController();
    const waiting = Array.from({ length: 40 }, () => platform.incentives.cohorts({ signal: stop.signal }));
    expect(await platform.hub.users('app', {})).toEqual(['anna']);
    stop.abort();
    for (const one of waiting) await expect(one).rejects.toMatchObject({ code: 'aborted' });
  });

  test('a call whose response was cut off is retried', async () => {
    const { platform, fake } = await start({ cohorts: [{ app_id: 'app', user_id: 'anna', cohort: 1 }] });
    fake.faults.push({ path: /Cohorts/, cutOff: true, times: 2 });
    expect(await platform.incentives.cohorts()).toHaveLength(1);
    expect(fake.calls).toHaveLength(3);
  });

  test('a result is read to the end if its pages are shorter than requested', async () => {
    const { platform, fake } = await start({ tasks });
    fake.pageLimit = 7;
    const found = await collect(platform.tasks.tasks({ appId: 'app' }));
    expect(found.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id));
  });
});
