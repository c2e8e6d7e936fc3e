import { type AppsUsageInput, type DumpRow, readWindow, reportAppsUsage } from '@memex/core/reports';
import type { Cell } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { reportSite, type SiteData } from './support/report-site.js';
import { documentWriter, tableWriter } from './support/written.js';

async function* dump(...rows: readonly (readonly [userId: string, date: string])[]): AsyncGenerator<DumpRow> {
  for (const [index, [userId, date]] of rows.entries())
    yield { userId, date, file: 'dump.csv', line: index + 2 };
}

const NOTHING = { appIds: [], surveyIds: [], updates: dump(), failures: dump() };
const NOVEMBER = readWindow({ start: '2021-11-01', end: '2021-11-30' });
const IN = '2021-11-10T10:00:00Z';
const BEFORE = '2021-10-10T10:00:00Z';

async function report(input: Partial<AppsUsageInput>, data: SiteData) {
  const users = tableWriter();
  const profiles = documentWriter();
  const { ports, calls } = await reportSite(data);
  const summary = await reportAppsUsage({ ...NOTHING, ...input }, ports, { users, profiles });
  return { rows: users.rows, profiles: profiles.items, summary, calls };
}

/** The rows below the names of the columns. */
async function rowsOf(input: Partial<AppsUsageInput>, data: SiteData): Promise<readonly (readonly Cell[])[]> {
  const { rows } = await report(input, data);
  return rows.slice(rows.findIndex(({ length }) => length === 0) + 2);
}

const profilesOf = (...ids: readonly string[]) => ids.map((id) => ({ id, email: `${id}@example.org` }));

describe('the table of the usage of applications', () => {
  const data: SiteData = {
    apps: [{ id: 'a', name: 'Ask' }, { id: 'b', name: 'Bot' }, { id: 'c' }],
    users: {
      a: { anna: IN, both: BEFORE, old: BEFORE },
      b: { ben: IN, both: IN },
      c: { carla: IN },
      ilog: { anna: BEFORE, ilogger: IN },
      s1: { surveyed: IN, ben: BEFORE },
      s2: { anna: BEFORE },
    },
    profiles: profilesOf('anna', 'ben', 'both', 'carla', 'ilogger', 'old', 'surveyed', 'updated', 'failed'),
  };
  const input = () => ({
    appIds: ['a', 'b', 'c'],
    ilogId: 'ilog',
    surveyIds: ['s1', 's2'],
    updates: dump(['updated', '10 November 2021 10:00'], ['ben', '2021-01-01']),
    failures: dump(['failed', 'Wed, 10 Nov 2021 10:00:00 +0000'], ['old', '2021-12-01']),
  });

  test('lists who came, updated or failed in the window, with what they used and did at any time', async () => {
    expect(await rowsOf({ ...input(), window: NOVEMBER }, data)).toEqual([
      ['carla@example.org', 'no', 'no', 'c', 'no'],
      ['ben@example.org', 'yes', 'yes', 'Bot', 'no'],
      ['both@example.org', 'no', 'no', 'Ask;Bot', 'no'],
      ['anna@example.org', 'yes', 'no', 'Ask', 'yes'],
      ['failed@example.org', 'yes', 'yes', '', 'no'],
      ['ilogger@example.org', 'no', 'no', '', 'yes'],
      ['surveyed@example.org', 'yes', 'no', '', 'no'],
      ['updated@example.org', 'yes', 'yes', '', 'no'],
    ]);
  });

  test('lists everybody without a window, and asks the hub once for each application', async () => {
    const { rows, calls } = await report(input(), data);
    expect(rows.slice(0, 3)).toEqual([
      ['total users', 9],
      [],
      ['email', 'registered to survey', 'completed survey', 'chatbot', 'ilog'],
    ]);
    expect(rows.slice(6, 8)).toEqual([
      ['anna@example.org', 'yes', 'no', 'Ask', 'yes'],
      ['old@example.org', 'yes', 'yes', 'Ask', 'no'],
    ]);
    expect(calls.filter((call) => call === 'hub.users')).toHaveLength(6);
  });

  test('has the window above', async () => {
    const { rows } = await report({ window: NOVEMBER }, {});
    expect(rows).toEqual([
      ['from', '2021-11-01 00:00:00'],
      ['to', '2021-11-30 00:00:00'],
      ['total users', 0],
      [],
      ['email', 'registered to survey', 'completed survey', 'chatbot', 'ilog'],
    ]);
  });

  test('takes dates of dumps to be in the window by the instants that they mean, both ends included', async () => {
    const updates = dump(
      ['first', '2021-11-01'],
      ['last', '2021-11-30T01:00:00+01:00'],
      ['late', '2021-11-30 00:00:00.000001'],
      ['early', '2021-11-01T00:59:59+01:00'],
    );
    const rows = await rowsOf({ updates, window: NOVEMBER }, { profiles: profilesOf('first', 'last') });
    expect(rows.map(([email]) => email)).toEqual(['first@example.org', 'last@example.org']);
  });

  test('sorts addresses by code points, and who has none first', async () => {
    const ids = ['gone', 'emoji', 'fullwidth', 'upper', 'lower', 'bare'];
    const rows = await rowsOf(
      { updates: dump(...ids.map((id) => [id, IN] as const)) },
      {
        profiles: [
          { id: 'emoji', email: '😀@example.org' },
          { id: 'fullwidth', email: '\uff41@example.org' },
          { id: 'upper', email: 'Z@example.org' },
          { id: 'lower', email: 'a@example.org' },
          { id: 'bare' },
        ],
      },
    );
    expect(rows.map(([email]) => email)).toEqual([
      null,
      null,
      'Z@example.org',
      'a@example.org',
      '\uff41@example.org',
      '😀@example.org',
    ]);
  });

  test('lists a user of several applications, surveys and dumps once', async () => {
    const rows = await rowsOf(
      {
        appIds: ['a', 'a', 'b'],
        surveyIds: ['a', 'b'],
        updates: dump(['u', IN], ['u', IN]),
        failures: dump(['u', IN]),
      },
      {
        apps: [
          { id: 'a', name: 'A;A' },
          { id: 'b', name: 'B' },
        ],
        users: { a: { u: IN }, b: { u: IN } },
        profiles: profilesOf('u'),
      },
    );
    expect(rows).toEqual([['u@example.org', 'yes', 'yes', 'A;A;B', 'no']]);
  });

  test('is refused where there is no such chatbot', async () => {
    await expect(report({ appIds: ['none'] }, {})).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    [['u', 'yesterday'], 'dump.csv:3 has a date that cannot be read'],
    [['u', '2021-02-30'], 'dump.csv:3 has a date that cannot be read'],
    [['u', ''], 'dump.csv:3 has a date that cannot be read'],
    [['', IN], 'dump.csv:3 has no id of a user'],
  ] as const)('is refused for the row %j of a dump, by file and line', async (row, message) => {
    await expect(report({ failures: dump(['v', IN], row) }, {})).rejects.toMatchObject({
      code: 'malformed',
      message,
    });
  });
});

describe('the profiles of the usage of applications', () => {
  test('are those of the listed users of chatbots, in the order of their chatbots, without what tells who they are', async () => {
    const { profiles, summary } = await report(
      { appIds: ['a', 'b'], updates: dump(['other', IN]), window: NOVEMBER },
      {
        apps: [
          { id: 'a', name: 'Ask' },
          { id: 'b', name: 'Bot' },
        ],
        users: { a: { anna: IN, both: IN, gone: IN, old: BEFORE }, b: { ben: IN, both: IN } },
        profiles: [
          ...profilesOf('ben', 'other', 'old'),
          {
            id: 'anna',
            name: { first: 'Anna' },
            email: 'a@example.org',
            phoneNumber: '1',
            relationships: [1],
            dateOfBirth: { year: 2000, month: 2, day: 29 },
            gender: 'F',
            norms: [{ a: 1 }],
          },
          { id: 'both', dateOfBirth: null },
        ],
      },
    );
    const none = {
      locale: null,
      avatar: null,
      nationality: null,
      occupation: null,
      _creationTs: null,
      _lastUpdateTs: null,
    };
    const empty = {
      norms: [],
      plannedActivities: [],
      relevantLocations: [],
      personalBehaviors: [],
      materials: [],
      competences: [],
      meanings: [],
    };
    expect(profiles).toEqual([
      { id: 'ben', dateOfBirth: null, gender: null, ...none, ...empty, appId: 'b' },
      { id: 'both', dateOfBirth: null, gender: null, ...none, ...empty, appId: 'a;b' },
      {
        id: 'anna',
        dateOfBirth: { year: 2000 },
        gender: 'F',
        ...none,
        ...empty,
        norms: [{ a: 1 }],
        appId: 'a',
      },
    ]);
    expect(Object.keys(profiles[2] as object).slice(0, 3)).toEqual(['id', 'dateOfBirth', 'gender']);
    expect(summary).toEqual({
      counts: { users: 5, profiles: 4 },
      warnings: [{ what: 'users without a profile', ids: ['gone'] }],
    });
  });
});
