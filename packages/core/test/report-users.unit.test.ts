import { reportAnalytics } from '@memex/core/reports';
import { describe, expect, test } from 'vitest';
import { IN, joined, rowsOf, seconds, task, transaction, WINDOW } from './support/analytics-report.js';
import { reportSite, type SiteData } from './support/report-site.js';
import { documentWriter, tableWriter } from './support/written.js';

describe('the table of users', () => {
  const NOTHING = [null, null, null, null, null, 'no', 'no', 0, 0, null, null];

  test('has a row a user whom the hub lists in the window, in its order', async () => {
    const data: SiteData = {
      users: {
        app: { zoe: `${IN}Z`, anna: `${IN}Z`, early: '2021-10-31T23:59:59Z', late: '2021-11-30T00:00:01Z' },
        ilog: { anna: '2020-01-01' },
        survey: { zoe: '2022-01-01', anna: `${IN}Z`, else: `${IN}Z` },
      },
      profiles: [
        { id: 'anna', name: { first: 'An\t"na"', last: 'O, |' }, email: 'anna@example.org', gender: 'F' },
        { id: 'zoe', name: { first: 'Zoë', last: null }, gender: 'not-say' },
      ],
      cohorts: [
        { app_id: 'other', user_id: 'anna', cohort: 0 },
        { app_id: 'app', user_id: 'anna', cohort: 1 },
        { app_id: 'app', user_id: 'anna', cohort: 0 },
        { app_id: 'app', user_id: 'zoe', cohort: 2 },
      ],
    };
    expect(await rowsOf('users', data)).toEqual([
      ['Zoë', null, null, 'not_say', null, 'no', 'yes', 0, 0, null, null],
      [
        'An\t"na"',
        'O, |',
        'anna@example.org',
        'female',
        'incentives and badges',
        'yes',
        'yes',
        0,
        0,
        null,
        null,
      ],
    ]);
  });

  test('has empty cells for profiles without names, malformed ones and missing ones, and the summary names the last two', async () => {
    const table = tableWriter();
    const profiles = documentWriter();
    const { ports } = await reportSite({
      users: joined('bare', 'odd', 'gone'),
      profiles: [
        { id: 'bare', name: null, gender: 'X' },
        { id: 'odd', name: { first: 1 } },
      ],
    });
    const summary = await reportAnalytics({ appId: 'app', window: WINDOW }, ports, {
      users: table,
      profiles,
    });
    expect(table.rows.slice(6)).toEqual([NOTHING, NOTHING, NOTHING]);
    expect(profiles.items).toHaveLength(1);
    expect(summary).toEqual({
      counts: { tasks: 0, users: 3, profiles: 1 },
      warnings: [
        { what: 'users without a profile', ids: ['gone'] },
        { what: 'users whose profile is malformed', ids: ['odd'] },
      ],
    });
  });

  test.each([
    ['M', 'male'],
    ['F', 'female'],
    ['O', 'other'],
    ['non-binary', 'non_binary'],
    ['not-say', 'not_say'],
    [null, null],
  ])('writes the gender %s as %s', async (gender, cell) => {
    const data: SiteData = { users: joined('u'), profiles: [{ id: 'u', gender }] };
    expect((await rowsOf('users', data))[0]?.[3]).toBe(cell);
  });

  test('keeps the names and addresses of people as they are: quotes, line breaks, tabs, NUL, halves of surrogate pairs, other directions, formulas', async () => {
    const names = [
      '"O\'Neil", the',
      'a\r\nb\nc\td|e',
      'a\0b',
      '\ud83d',
      '\u202eabc',
      'عمر',
      '=HYPERLINK("x")',
      '+1',
      '',
      ' ',
    ];
    const data: SiteData = {
      users: joined(...names.map((_, index) => `u${index}`)),
      profiles: names.map((name, index) => ({
        id: `u${index}`,
        name: { first: name, last: name },
        email: name,
      })),
    };
    const rows = await rowsOf('users', data);
    const sorted = (texts: readonly unknown[]): readonly string[] =>
      texts.map((one) => JSON.stringify(one)).sort();
    expect(sorted(rows.map((row) => row.slice(0, 3)))).toEqual(
      sorted(names.map((name) => [name, name, name])),
    );
  });

  test('counts questions of the window, and answers that were given in it, to older questions too', async () => {
    const data: SiteData = {
      users: joined('anna', 'ben'),
      tasks: [
        task({
          id: 't1',
          requesterId: 'ben',
          transactions: [transaction('a1', 'answerTransaction'), transaction('b', 'bestAnswerTransaction')],
        }),
        task({ id: 't2', requesterId: 'ben' }),
        task({
          id: 'old',
          requesterId: 'ben',
          _creationTs: seconds('2021-10-01'),
          transactions: [transaction('a2', 'answerTransaction')],
        }),
        task({
          id: 'none',
          requesterId: null,
          transactions: [{ ...transaction('a3', 'answerTransaction'), actioneerId: null }],
        }),
        task({
          id: 'other',
          appId: 'other',
          requesterId: 'ben',
          transactions: [transaction('a4', 'answerTransaction')],
        }),
        task({
          id: 'late',
          transactions: [
            { ...transaction('a5', 'answerTransaction'), _creationTs: seconds('2021-11-30T00:00:01') },
          ],
        }),
      ],
    };
    const rows = await rowsOf('users', data);
    expect(rows.map((row) => row.slice(7, 9))).toEqual([
      [0, 2],
      [2, 0],
    ]);
  });

  test('tells the first and last request, comparing times with an offset and without by their instants', async () => {
    const data: SiteData = {
      users: joined('anna', 'ben', 'eva'),
      messages: [
        { userId: 'anna', timestamp: '2021-11-10T10:00:00' },
        { userId: 'anna', timestamp: '2021-11-10T10:30:00+01:00' },
        { userId: 'anna', timestamp: '2021-11-10T08:30:00.250000-02:00' },
        { userId: 'anna', timestamp: '2021-11-10T11:00:00', type: 'notification' },
        { userId: 'anna', timestamp: '2021-11-10T05:00:00', type: 'response', responseTo: 'm' },
        { userId: 'anna', timestamp: '2021-10-31T23:59:59' },
        { userId: 'ben', timestamp: '2021-11-30T00:00:00' },
        { userId: 'ben', timestamp: '2021-11-30T00:00:00.000001' },
      ],
    };
    const rows = await rowsOf('users', data);
    expect(rows.map((row) => row.slice(9))).toEqual([
      ['2021-11-10 10:30:00+01:00', '2021-11-10 08:30:00.250000-02:00'],
      ['2021-11-30 00:00:00', '2021-11-30 00:00:00'],
      [null, null],
    ]);
  });

  test('is a heading where there are no users', async () => {
    const table = tableWriter();
    const { ports } = await reportSite({});
    await reportAnalytics({ appId: 'app', window: WINDOW }, ports, { users: table });
    expect(table.rows.slice(3)).toEqual([
      ['total users', 0],
      [],
      [
        'name',
        'surname',
        'email',
        'gender',
        'incentive cohort',
        'ilog',
        'survey',
        'questions',
        'answers',
        'first activity',
        'last activity',
      ],
    ]);
  });
});
