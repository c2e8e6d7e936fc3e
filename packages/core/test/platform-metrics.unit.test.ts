import { createMemoryPlatform, createMemoryStore, type PlatformData } from '@memex/core/memory';
import { decode, Profile, Task } from '@memex/core/model';
import { describe, expect, test } from 'vitest';
import { createAnalytics } from '../src/analytics/create-analytics.js';
import type { UntrustedAnalytics } from '../src/analytics/untrusted-analytics.js';
import { instant } from './samples.js';

const store = createMemoryStore();
const now = instant('2026-03-04T10:00:00');
const users = {
  project: 'app',
  timespan: { type: 'moving', value: '7d' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
};

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

  function onPlatform(data: object): UntrustedAnalytics {
    const nothing: PlatformData = { apps: [], users: [], profiles: [], tasks: [], cohorts: [] };
    return createAnalytics({
      store,
      clock: { now: () => now },
      platform: platformOf({ ...nothing, ...data }),
    });
  }
});

function platformOf(data: PlatformData) {
  return createMemoryPlatform({
    ...data,
    tasks: data.tasks.map((one) => decode(Task, one)),
    profiles: data.profiles.map((one) => decode(Profile, one)),
  });
}
