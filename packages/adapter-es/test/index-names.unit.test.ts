import { expect, test } from 'vitest';
import { analyticNames, IndexNames, isNeeded } from '../src/config/index-names.js';
import { midnight } from './measure.js';

const NOVEMBER = { from: midnight('2026-11-01'), to: midnight('2026-11-30') };

test('a window needs an unsearchable index only if it may contain entries of the window', () => {
  const needed = ['message-2026-11', 'message-2026', 'message-2026-11-15', 'message-shop-2026-11-01'];
  // Written where clocks were a day ahead, or behind.
  const nearby = ['message-2026-10-31', 'message-2026-12-01', 'logging-shop-2026-12-1'];
  const undated = ['message-migrated'];
  for (const index of [...needed, ...nearby, ...undated]) expect(isNeeded(index, NOVEMBER), index).toBe(true);
  const others = [
    'message-2026-10',
    'message-2026-12',
    'message-2025',
    'message-2026-10-30',
    'logging-shop-2026-12-2',
  ];
  for (const index of others) expect(isNeeded(index, NOVEMBER), index).toBe(false);
});

test('a window with an open end needs every index on that side', () => {
  expect(isNeeded('message-2020-01-01', { to: NOVEMBER.to })).toBe(true);
  expect(isNeeded('message-2020-01-01', { from: NOVEMBER.from })).toBe(false);
  expect(isNeeded('message-2030', { from: NOVEMBER.from })).toBe(true);
  expect(isNeeded('message-2030', {})).toBe(true);
});

test('no write alias is mistaken for an index', () => {
  const messages = new IndexNames('message', { prefix: '', granularity: 'month' });
  for (const index of ['message-2026-11', 'message-shop-2026-11-01', 'message-migrated']) {
    expect(messages.owns(index), index).toBe(true);
    expect(messages.owns(`${index}-write`), index).toBe(false);
  }
  const analytics = analyticNames({ prefix: '' });
  expect(analytics.owns('analytic-definitions')).toBe(true);
  expect(analytics.owns('analytic-app-2021-02-04')).toBe(true);
  expect(analytics.owns('analytic-definitions-write')).toBe(false);
  expect(analytics.owns('analytic-of-others')).toBe(false);
});
