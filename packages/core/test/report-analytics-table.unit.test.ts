import { decode, Timespan } from '@memex/core/model';
import { reportAnalytics } from '@memex/core/reports';
import { describe, expect, test } from 'vitest';
import { IN, rowsOf, seconds, task, transaction } from './support/analytics-report.js';
import { reportSite, type SiteData } from './support/report-site.js';
import { tableWriter } from './support/written.js';

describe('the table of analytics', () => {
  const figures = async (data: SiteData) =>
    Object.fromEntries((await rowsOf('analytics', data)).map(([metric, count]) => [metric, count]));
  const zeros = {
    'total users': 0,
    'active users': 0,
    'engaged users': 0,
    'new users': 0,
    'total messages': 0,
    'messages from users': 0,
    'user textual messages': 0,
    'user action messages': 0,
    'messages from bot': 0,
    'messages from wenet': 0,
    questions: 0,
    'question reports': 0,
    "can't help": 0,
    answers: 0,
    'answer reports': 0,
    'approved answers': 0,
    'ask more people': 0,
  };

  test.each(['memex', 'python'] as const)(
    'counts what happened in the window, with a logger with the skills of %s',
    async (skills) => {
      const data: SiteData = {
        skills,
        messages: [
          { userId: 'anna', timestamp: IN },
          { userId: 'anna', timestamp: IN, content: { type: 'action', value: '/start' } },
          { userId: 'anna', timestamp: '2021-10-01' },
          { userId: 'ben', timestamp: IN, content: null },
          { userId: 'ben', timestamp: IN, type: 'response', responseTo: 'm1' },
          { userId: 'eva', timestamp: IN, type: 'notification' },
          { userId: 'eva', timestamp: '2021-11-30T00:00:00.000001' },
          { userId: 'else', timestamp: IN, project: 'other' },
        ],
        tasks: [
          task({
            id: 't1',
            transactions: [
              ...[1, 2].map((n) => transaction(`q${n}`, 'reportQuestionTransaction')),
              ...[1, 2, 3].map((n) => transaction(`n${n}`, 'notAnswerTransaction')),
              ...[1, 2, 3, 4].map((n) => transaction(`a${n}`, 'answerTransaction')),
              ...[1, 2, 3, 4, 5].map((n) => transaction(`r${n}`, 'reportAnswerTransaction')),
              transaction('b', 'bestAnswerTransaction'),
              transaction('c', 'CREATE_TASK'),
            ],
          }),
          task({
            id: 'before',
            _creationTs: seconds('2021-10-01'),
            transactions: [transaction('m', 'moreAnswerTransaction')],
          }),
          task({ id: 'else', appId: 'other', transactions: [transaction('z', 'answerTransaction')] }),
        ],
      };
      expect(await figures(data)).toEqual({
        ...zeros,
        'total users': 3,
        'active users': 2,
        'engaged users': 1,
        'new users': 2,
        'total messages': 5,
        'messages from users': 3,
        'user textual messages': 1,
        'user action messages': 1,
        'messages from bot': 1,
        'messages from wenet': 1,
        questions: 1,
        'question reports': 2,
        "can't help": 3,
        answers: 4,
        'answer reports': 5,
        'approved answers': 1,
        'ask more people': 1,
      });
    },
  );

  test('is all zeros where there is nothing, and where there is no such application', async () => {
    expect(await figures({})).toEqual(zeros);
    expect(await rowsOf('analytics', {})).toHaveLength(17);
  });

  test('describes each metric in the words of the contract', async () => {
    const rows = await rowsOf('analytics', {});
    expect(rows[12]).toEqual([
      "can't help",
      0,
      "The number of times a user cannot answer a question (by clicking on the button “Can't help”)",
    ]);
    expect(
      rows.every(
        ([, , description]) =>
          (typeof description === 'string' && description.startsWith('The number')) ||
          description === 'The total number of messages exchanged' ||
          description === 'The total number of users of the application',
      ),
    ).toBe(true);
  });

  test('has a heading, with the ends of a fixed window as they were given', async () => {
    const table = tableWriter();
    const { ports } = await reportSite({});
    const window = decode(Timespan, {
      type: 'fixed',
      start: '2021-11-01T00:00:00+05:30',
      end: '2021-11-30T10:20:30.500000-01:00',
    });
    await reportAnalytics({ appId: 'a, "b"', window }, ports, { analytics: table });
    expect(table.rows.slice(0, 6)).toEqual([
      ['app id', 'a, "b"'],
      ['from', '2021-11-01 00:00:00+05:30'],
      ['to', '2021-11-30 10:20:30.500000-01:00'],
      [],
      ['metric', 'count', 'description'],
      ['total users', 0, 'The total number of users of the application'],
    ]);
  });

  test.each(['memex', 'python'] as const)(
    'leaves no analytic in a logger with the skills of %s',
    async (skills) => {
      const { ports, definitions } = await reportSite({ skills });
      const window = { type: 'moving', value: 'all' } as const;
      const summary = await reportAnalytics({ appId: 'app', window }, ports, { analytics: tableWriter() });
      expect(await definitions()).toBe(0);
      expect(summary).toEqual({ counts: { analytics: 6 }, warnings: [] });
    },
  );
});
