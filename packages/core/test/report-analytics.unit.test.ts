import { type AnalyticsReportOutputs, reportAnalytics } from '@memex/core';
import { describe, expect, test } from 'vitest';
import { IN, joined, task, WINDOW } from './support/analytics-report.js';
import { reportSite } from './support/report-site.js';
import { documentWriter, tableWriter } from './support/written.js';

describe('what is fetched', () => {
  const input = { appId: 'app', ilogId: 'ilog', surveyId: 'survey', window: WINDOW };
  const callsOf = async (outputs: AnalyticsReportOutputs): Promise<Readonly<Record<string, number>>> => {
    const { ports, calls } = await reportSite({ users: joined('anna'), profiles: [{ id: 'anna' }] });
    await reportAnalytics(input, ports, outputs);
    const counts: Record<string, number> = {};
    for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
  };

  test.each([
    ['nothing', {}, {}],
    [
      'analytics',
      { analytics: tableWriter() },
      { 'logger.query': 1, 'tasks.countTasks': 1, 'tasks.countTransactions': 6 },
    ],
    ['questions', { questions: tableWriter() }, { 'tasks.tasks': 1 }],
    ['tasks', { tasks: documentWriter() }, { 'tasks.tasks': 1 }],
    ['messages', { messages: documentWriter() }, { 'logger.messages': 1 }],
    ['profiles', { profiles: documentWriter() }, { 'hub.users': 1, 'profiles.find': 1 }],
    [
      'users',
      { users: tableWriter() },
      {
        'hub.users': 3,
        'profiles.find': 1,
        'tasks.tasks': 1,
        'tasks.transactions': 1,
        'logger.messages': 1,
        'incentives.cohorts': 1,
      },
    ],
    [
      'all six',
      {
        analytics: tableWriter(),
        questions: tableWriter(),
        users: tableWriter(),
        tasks: documentWriter(),
        messages: documentWriter(),
        profiles: documentWriter(),
      },
      {
        'logger.query': 1,
        'tasks.countTasks': 1,
        'tasks.countTransactions': 6,
        'hub.users': 3,
        'profiles.find': 1,
        'tasks.tasks': 1,
        'tasks.transactions': 1,
        'logger.messages': 1,
        'incentives.cohorts': 1,
      },
    ],
  ])('for %s is what it needs, once', async (_name, outputs, calls) => {
    expect(await callsOf(outputs)).toEqual(calls);
  });

  test('is told as it comes', async () => {
    const told: string[] = [];
    const { ports } = await reportSite({
      users: joined('anna', 'ben'),
      tasks: [task({ id: 't1' }), task({ id: 't2' })],
      messages: [{ timestamp: IN }],
    });
    await reportAnalytics(
      input,
      ports,
      { analytics: tableWriter(), users: tableWriter() },
      {
        progress: {
          step: (name, total) => {
            let done = 0;
            return {
              advance: (count = 1) => {
                done += count;
              },
              end: () => told.push(`${name}: ${done} of ${total}`),
            };
          },
        },
      },
    );
    expect(told.sort()).toEqual([
      'analytics: 6 of 6',
      'answers: 0 of undefined',
      'messages: 1 of undefined',
      'profiles: 2 of 2',
      'tasks: 2 of 2',
    ]);
  });
});
