import {
  type AnalyticalStore,
  type Analytics,
  createAnalytics,
  createMemex,
  decode,
  type Fault,
  ForbiddenError,
  type Instant,
  MalformedError,
  NotFoundError,
  Profile,
  Task,
  UnavailableError,
} from '@memex/core';
import { withFaults } from '@memex/core/faults';
import { createMemoryPlatform, createMemoryStore, type PlatformData } from '@memex/core/memory';
import { beforeEach, describe, expect, test } from 'vitest';
import { instant, request } from './samples.js';

const week = { type: 'moving', value: '7d' };
const users = { project: 'app', timespan: week, type: 'count', dimension: 'user', metric: 'total' };

let now: Instant;
let store: AnalyticalStore;
let analytics: Analytics;

beforeEach(async () => {
  now = instant('2026-03-04T10:00:00');
  store = createMemoryStore();
  await store.start();
  analytics = createAnalytics({ store, clock: { now: () => now } });
  const messages = ['u1', 'u2', 'u2'].map((userId, index) => request({ userId, messageId: `m${index}` }));
  await createMemex({ store }).messages.append([...messages, request({ project: 'other', userId: 'u3' })]);
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

  test('what is malformed is refused with every fault, and nothing is defined', async () => {
    const paths = (await faultsOf(analytics.define({ ...users, metric: 'x', timespan: 1 }))).map(
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
    expect(await faultsOf(analytics.define(descriptor))).toMatchObject([{ path: 'interval' }]);
  });

  test('deleted, it is gone; deleting what is not there is no fault', async () => {
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
    expect(await faultsOf(analytics.list({ project: 'app', cursor }))).toMatchObject([{ path: 'cursor' }]);
    expect(await faultsOf(analytics.list({ timeWindowType: 'weekly' }))).toMatchObject([
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

describe('metrics of the platform', () => {
  const at = (text: string) => instant(text) / 1_000_000;
  const [before, start, inside, end, after] = ['02-24', '02-25', '03-01', '03-04', '03-05'].map((day) =>
    at(`2026-${day}T00:00:00`),
  );
  const task = (id: string, _creationTs?: number, closeTs?: number) => ({
    id,
    appId: 'app',
    _creationTs,
    closeTs,
  });
  const tasks = [
    task('old, open', before),
    task('old, closed before', before, before),
    task('old, closed at the start', before, start),
    task('old, closed inside', before, inside),
    task('old, closed at the end', before, end),
    task('old, closed after', before, after),
    task('new, open', inside),
    task('new at the end, closed after', end, after),
    task('new at the start, closed inside', start, inside),
    task('future', after),
  ];

  test.each([
    ['total', 8],
    ['new', 3],
    ['new_active', 2],
    ['active', 4],
    ['new_closed', 1],
    ['closed', 5],
  ])('task %s is %d: each is counted once', async (metric, count) => {
    expect(await onPlatform({ tasks }).compute({ ...users, dimension: 'task', metric })).toMatchObject({
      count,
    });
  });

  const transaction = (id: string, label: string | null, _creationTs = inside) => ({
    id,
    taskId: 'new, open',
    label,
    _creationTs,
  });
  const transactions = [
    transaction('1', 'b'),
    transaction('2', 'a'),
    transaction('3', 'c', start),
    transaction('4', 'c', end),
    transaction('5', null),
    transaction('6', 'c', after),
  ];

  test('transactions are counted, by label too, of one task where it is named', async () => {
    const all = onPlatform({ tasks: [{ ...task('t', inside), transactions }, ...tasks] });
    const total = { ...users, dimension: 'transaction' };
    const labels = { ...total, type: 'segmentation', metric: 'label' };
    expect(await all.compute(total)).toMatchObject({ count: 5 });
    expect(await all.compute({ ...total, taskId: 'other' })).toMatchObject({ count: 0 });
    expect(await all.compute({ ...labels, taskId: 'new, open' })).toMatchObject({
      segments: [
        { type: 'c', count: 2 },
        { type: 'a', count: 1 },
        { type: 'b', count: 1 },
      ],
    });
  });

  test('users by age and gender: every group in its order, who has no profile is unavailable', async () => {
    const born = (year: number) => ({ year, month: 3, day: 4 });
    const all = onPlatform({
      users: ['u1', 'u2', 'u3', 'u4'].map((userId) => ({ appId: 'app', userId, since: inside ?? 0 })),
      profiles: [
        { id: 'u1', dateOfBirth: born(2007), gender: 'M' },
        { id: 'u2', dateOfBirth: born(1970), gender: 'not-say' },
        { id: 'u3', gender: 'something' },
      ],
    });
    const ages = { ...users, type: 'segmentation', metric: 'age' };
    const { segments } = { segments: [], ...(await all.compute(ages)) };
    expect(segments).toEqual(
      ['0-18', '19-25', '26-35', '36-45', '46-55', '55+', 'unavailable'].map((type) => ({
        type,
        count: { '19-25': 1, '55+': 1, unavailable: 2 }[type] ?? 0,
      })),
    );
    expect(await all.compute({ ...ages, metric: 'gender' })).toMatchObject({
      segments: [
        { type: 'male', count: 1 },
        { type: 'female', count: 0 },
        { type: 'non-binary', count: 0 },
        { type: 'in-another-way', count: 0 },
        { type: 'prefer-not-to-say', count: 1 },
        { type: 'unavailable', count: 2 },
      ],
    });
  });

  test('parts of the time share no second, so that counts add up', async () => {
    const daily = { ...users, dimension: 'task', metric: 'new', interval: 'day' };
    const { series = [] } = await onPlatform({ tasks }).compute(daily);
    const counts = series.map((bucket) => ('count' in bucket ? bucket.count : Number.NaN));
    expect(counts).toEqual([1, 0, 0, 0, 1, 0, 1]);
  });

  function onPlatform(data: object): Analytics {
    const nothing: PlatformData = { apps: [], users: [], profiles: [], tasks: [], cohorts: [] };
    return createAnalytics({
      store,
      clock: { now: () => now },
      platform: platformOf({ ...nothing, ...data }),
    });
  }
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

async function faultsOf(call: Promise<unknown>): Promise<readonly Fault[]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MalformedError) return error.faults;
  throw new Error('the call was not refused as malformed', { cause: error });
}

function platformOf(data: PlatformData) {
  return createMemoryPlatform({
    ...data,
    tasks: data.tasks.map((one) => decode(Task, one)),
    profiles: data.profiles.map((one) => decode(Profile, one)),
  });
}
