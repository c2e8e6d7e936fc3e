import {
  type AnalyticalStore,
  createMemex,
  ForbiddenError,
  type Issue,
  MalformedError,
  NotFoundError,
  UnavailableError,
} from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { withFaults } from '@memex/core/testing';
import type { Instant } from '@memex/core/toolkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { createAnalytics } from '../src/analytics/create-analytics.js';
import type { UntrustedAnalytics } from '../src/analytics/untrusted-analytics.js';
import { instant, request } from './samples.js';

const week = { type: 'moving', value: '7d' };
const users = { project: 'app', timespan: week, type: 'count', dimension: 'user', metric: 'total' };

let now: Instant;
let store: AnalyticalStore;
let analytics: UntrustedAnalytics;

beforeEach(async () => {
  now = instant('2026-03-04T10:00:00');
  store = createMemoryStore();
  await store.start();
  analytics = createAnalytics({ store, clock: { now: () => now } });
  const messages = ['u1', 'u2', 'u2'].map((userId, index) => request({ userId, messageId: `m${index}` }));
  await createMemex({ store }).untrusted.messages.append([
    ...messages,
    request({ project: 'other', userId: 'u3' }),
  ]);
});

describe('defining analytics', () => {
  test('one is found with its descriptor in the normal form, and without a result', async () => {
    const id = await analytics.define({
      ...users,
      type: 'COUNT',
      timespan: { type: 'DEFAULT', value: '7D' },
    });
    expect(await analytics.find({ id })).toEqual({ id, descriptor: users, result: null });
  });

  test('what is malformed is refused with every issue, and nothing is defined', async () => {
    const paths = (await issuesOf(analytics.define({ ...users, metric: 'x', timespan: 1 }))).map(
      ({ path }) => path,
    );
    expect(paths).toEqual(['timespan', 'metric']);
    expect((await analytics.list({})).entries).toEqual([]);
  });

  test.each([
    [{ ...users, interval: 'hour', timespan: { type: 'moving', value: '2y' } }],
    [{ ...users, interval: 'day', dimension: 'task', timespan: { type: 'moving', value: 'all' } }],
    [{ ...users, interval: 'day', dimension: 'task', timespan: { type: 'moving', value: '9999y' } }],
  ])('what cannot be computed is refused: %j', async (descriptor) => {
    expect(await issuesOf(analytics.define(descriptor))).toMatchObject([{ path: 'interval' }]);
  });

  test.each([
    { type: 'moving', value: 'all' },
    { type: 'moving', value: '9999y' },
  ])('what nothing is before cannot be compared: %j', async (timespan) => {
    const comparing = { ...users, timespan, compare: 'previous' };
    expect(await issuesOf(analytics.define(comparing))).toEqual([
      { path: 'compare', message: 'needs a timespan with a start' },
    ]);
  });

  test('deleted, it is gone; deleting what is not there is no error', async () => {
    const id = await analytics.define(users);
    await analytics.delete({ id });
    await analytics.delete({ id });
    await expect(analytics.find({ id })).rejects.toThrow(NotFoundError);
  });

  test('a list takes project, type and type of window, older names too, and goes on by cursor', async () => {
    const fixed = { type: 'fixed', start: '2026-01-01', end: '2026-02-01' };
    const first = await analytics.define(users);
    const second = await analytics.define({ ...users, project: 'other', timespan: fixed });
    const ids = async (query: object) => (await analytics.list(query)).entries.map(({ id }) => id);
    expect(await ids({})).toEqual([first, second]);
    expect(await ids({ project: 'app' })).toEqual([first]);
    expect(await ids({ timeWindowType: 'CUSTOM' })).toEqual([second]);
    expect(await ids({ timeWindowType: 'default' })).toEqual([first]);
    expect(await ids({ type: 'segmentation' })).toEqual([]);
    const { cursor } = await analytics.list({ maxSize: '1' });
    expect(await ids({ cursor })).toEqual([second]);
    expect(await issuesOf(analytics.list({ project: 'app', cursor }))).toMatchObject([{ path: 'cursor' }]);
    expect(await issuesOf(analytics.list({ timeWindowType: 'weekly' }))).toMatchObject([
      { path: 'timeWindowType' },
    ]);
  });
});

describe('computing analytics', () => {
  test('a descriptor is answered at once, and nothing is kept', async () => {
    expect(await analytics.compute(users)).toEqual({
      type: 'count',
      creationDt: '2026-03-04T10:00:00',
      fromDt: '2026-02-25T00:00:00',
      toDt: '2026-03-04T00:00:00',
      count: 2,
    });
    expect((await analytics.list({})).entries).toEqual([]);
  });

  test('the ends of a fixed window are shown as they were given', async () => {
    const timespan = { type: 'fixed', start: '2026-03-01T13:00:00+01:00', end: '2026-03-01T12:00Z' };
    expect(await analytics.compute({ ...users, timespan })).toMatchObject({
      fromDt: '2026-03-01T13:00:00+01:00',
      toDt: '2026-03-01T12:00:00+00:00',
      count: 2,
    });
  });

  test('an interval adds a series, empty parts included, beside the total', async () => {
    const timespan = { type: 'moving', value: '4d' };
    const { series } = await analytics.compute({ ...users, timespan, interval: 'day' });
    expect(series).toEqual([
      { from: '2026-02-28T00:00:00', to: '2026-03-01T00:00:00', count: 0 },
      { from: '2026-03-01T00:00:00', to: '2026-03-02T00:00:00', count: 2 },
      { from: '2026-03-02T00:00:00', to: '2026-03-03T00:00:00', count: 0 },
      { from: '2026-03-03T00:00:00', to: '2026-03-04T00:00:00', count: 0 },
    ]);
  });

  test('compared, a result has that of the window before beside it, with its series', async () => {
    const timespan = { type: 'moving', value: '2d' };
    const found = await analytics.compute({ ...users, timespan, interval: 'day', compare: 'previous' });
    expect(found).toMatchObject({ fromDt: '2026-03-02T00:00:00', toDt: '2026-03-04T00:00:00', count: 0 });
    expect('previous' in found && found.previous).toEqual({
      type: 'count',
      creationDt: '2026-03-04T10:00:00',
      fromDt: '2026-02-28T00:00:00',
      toDt: '2026-03-02T00:00:00',
      count: 2,
      series: [
        { from: '2026-02-28T00:00:00', to: '2026-03-01T00:00:00', count: 0 },
        { from: '2026-03-01T00:00:00', to: '2026-03-02T00:00:00', count: 2 },
      ],
    });
  });

  test('compared, a fixed window is beside one of the same length that ends a microsecond before it', async () => {
    const timespan = { type: 'fixed', start: '2026-03-01T12:00:00.000001+00:00', end: '2026-03-03' };
    const id = await analytics.define({ ...users, timespan, compare: 'previous' });
    await analytics.update(id);
    expect((await analytics.find({ id })).result).toMatchObject({
      fromDt: '2026-03-01T12:00:00.000001+00:00',
      count: 0,
      previous: { fromDt: '2026-02-28T00:00:00.000001', toDt: '2026-03-01T12:00:00', count: 2 },
    });
  });

  test('without a beginning a series begins with the first message, and is empty where there is none', async () => {
    const all = { ...users, timespan: { type: 'moving', value: 'all' }, interval: 'week' };
    const { series, fromDt } = await analytics.compute(all);
    expect(fromDt).toBeNull();
    expect(series).toMatchObject([
      { from: '2026-03-01T12:00:00', count: 2 },
      { to: '2026-03-04T10:00:00', count: 0 },
    ]);
    expect(await analytics.compute({ ...all, project: 'empty' })).toMatchObject({ count: 0, series: [] });
  });

  test('several are answered in their order, with one call of the store for all that look at the same messages', async () => {
    let calls = 0;
    const measure: typeof store.analysis.measure = (asked, options) => {
      calls++;
      return store.analysis.measure(asked, options);
    };
    const { capabilities } = store.analysis;
    const counting = createAnalytics({
      store: { ...store, analysis: { capabilities, measure } },
      clock: { now: () => now },
    });
    const requests = { ...users, dimension: 'message', metric: 'requests' };
    const results = await counting.computeAll([users, { ...users, project: 'other' }, requests, users]);
    expect(results).toMatchObject([{ count: 2 }, { count: 1 }, { count: 3 }, { count: 2 }]);
    expect(calls).toBe(2);
    expect(await counting.computeAll([])).toEqual([]);
  });

  test('an update keeps the result, and the next one takes its place', async () => {
    const id = await analytics.define(users);
    expect(await analytics.update(id)).toBe(true);
    expect((await analytics.find({ id })).result).toMatchObject({ count: 2, toDt: '2026-03-04T00:00:00' });
    now = instant('2026-04-04T10:00:00');
    await Promise.all([analytics.update(id), analytics.update(id)]);
    expect((await analytics.find({ id })).result).toMatchObject({ count: 0, toDt: '2026-04-04T00:00:00' });
  });

  test('what was deleted before or while it is computed stays deleted', async () => {
    const id = await analytics.define(users);
    const slow = createAnalytics({
      clock: { now: () => now },
      store: {
        ...store,
        analysis: withFaults(store.analysis, {
          method: 'measure',
          fault: { kind: 'delay', until: () => analytics.delete({ id }) },
        }),
      },
    });
    expect(await slow.update(id)).toBe(false);
    await expect(analytics.find({ id })).rejects.toThrow(NotFoundError);
    expect(await analytics.update(id)).toBe(false);
  });

  test('where computing fails the old result stays', async () => {
    const id = await analytics.define(users);
    await analytics.update(id);
    const down = new UnavailableError('the store', { reason: 'it is down' });
    const analysis = withFaults(store.analysis, { method: 'measure', fault: { kind: 'fail', error: down } });
    await expect(createAnalytics({ store: { ...store, analysis } }).update(id)).rejects.toBe(down);
    expect((await analytics.find({ id })).result).toMatchObject({ count: 2 });
  });

  test('without a platform its metrics are unavailable', async () => {
    await expect(analytics.compute({ ...users, dimension: 'task' })).rejects.toThrow(UnavailableError);
  });
});

describe('a caller bound to projects', () => {
  const bound = { projects: ['app'] };

  test('may not define or compute for another', async () => {
    const foreign = { ...users, project: 'other' };
    await expect(analytics.define(foreign, bound)).rejects.toThrow(ForbiddenError);
    await expect(analytics.compute(foreign, bound)).rejects.toThrow(ForbiddenError);
    await expect(analytics.list({ project: 'other' }, bound)).rejects.toThrow(ForbiddenError);
    await expect(analytics.compute(users, bound)).resolves.toMatchObject({ count: 2 });
  });

  test('neither finds, lists nor deletes what is another’s', async () => {
    const id = await analytics.define({ ...users, project: 'other' });
    const own = await analytics.define(users);
    await expect(analytics.find({ id }, bound)).rejects.toThrow(NotFoundError);
    await analytics.delete({ id }, bound);
    expect((await analytics.find({ id })).id).toBe(id);
    expect((await analytics.list({}, bound)).entries.map((one) => one.id)).toEqual([own]);
  });
});

async function issuesOf(call: Promise<unknown>): Promise<readonly Issue[]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MalformedError) return error.issues;
  throw new Error('the call was not refused as malformed', { cause: error });
}
