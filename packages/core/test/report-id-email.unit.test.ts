import { createMemoryPlatform } from '@memex/core/memory';
import { reportIdEmail } from '@memex/core/reports';
import { instantOfMillis } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { tableWriter } from './support/written.js';

const NOON = instantOfMillis(Date.parse('2021-11-30T12:00:00Z'));

function portsOf(
  users: readonly (readonly [userId: string, since: string])[],
  profiles: readonly { id: string }[],
) {
  const platform = createMemoryPlatform({
    apps: [],
    users: users.map(([userId, since]) => ({ appId: 'app', userId, since: Date.parse(since) / 1_000 })),
    profiles,
    tasks: [],
    cohorts: [],
  });
  return { ...platform, clock: { now: () => NOON }, zone: 'Europe/Rome' };
}

const ANNA = { id: 'anna', email: 'anna@example.org' };

test('without a window every user is listed, and no window is written', async () => {
  const output = tableWriter();
  const ports = portsOf([['anna', '2020-01-01']], [ANNA]);
  const summary = await reportIdEmail({ appId: 'app' }, ports, output);
  expect(output.rows).toEqual([
    ['app id', 'app'],
    ['total users', 1],
    [],
    ['id', 'email'],
    ['anna', 'anna@example.org'],
  ]);
  expect(summary).toEqual({ counts: { users: 1, profiles: 1 }, warnings: [] });
});

test('with a moving window those are listed who came in it, and its ends are midnights of the zone, written in UTC', async () => {
  const output = tableWriter();
  const ports = portsOf(
    [
      ['late', '2021-11-29T23:00:01Z'],
      ['last', '2021-11-29T23:00:00Z'],
      ['first', '2021-11-22T23:00:00Z'],
      ['early', '2021-11-22T22:59:59Z'],
    ],
    [],
  );
  const window = { type: 'moving', value: '7d' } as const;
  await reportIdEmail({ appId: 'app', window }, ports, output);
  expect(output.rows.slice(0, 4)).toEqual([
    ['app id', 'app'],
    ['from', '2021-11-22 23:00:00'],
    ['to', '2021-11-29 23:00:00'],
    ['total users', 2],
  ]);
  expect(output.rows.slice(6)).toEqual([
    ['last', null],
    ['first', null],
  ]);
});

test('a window without a beginning has an empty cell for it', async () => {
  const output = tableWriter();
  await reportIdEmail({ appId: 'app', window: { type: 'moving', value: 'all' } }, portsOf([], []), output);
  expect(output.rows).toEqual([
    ['app id', 'app'],
    ['from', null],
    ['to', '2021-11-30 12:00:00'],
    ['total users', 0],
    [],
    ['id', 'email'],
  ]);
});

test('who has no profile, or a malformed one, has an empty address and is named in the summary', async () => {
  const output = tableWriter();
  const since = '2020-01-01';
  const ports = portsOf(
    [
      ['gone', since],
      ['odd', since],
      ['anna', since],
      ['bare', since],
    ],
    [ANNA, { id: 'odd', email: 7 } as { id: string }, { id: 'bare' }],
  );
  const { counts, warnings } = await reportIdEmail({ appId: 'app' }, ports, output);
  expect(output.rows.slice(4)).toEqual([
    ['gone', null],
    ['odd', null],
    ['anna', 'anna@example.org'],
    ['bare', null],
  ]);
  expect(counts).toEqual({ users: 4, profiles: 2 });
  expect(warnings).toEqual([
    { what: 'users without a profile', ids: ['gone'] },
    { what: 'users whose profile is malformed', ids: ['odd'] },
  ]);
});
