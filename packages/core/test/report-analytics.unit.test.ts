import { AbortedError, UnavailableError } from '@memex/core';
import { decode, Message, Task } from '@memex/core/model';
import type { CallOptions } from '@memex/core/ports';
import { type AnalyticsReportOutputs, reportAnalytics } from '@memex/core/reports';
import { walkPages } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { request } from './samples.js';
import { IN, joined, task, WINDOW } from './support/analytics-report.js';
import { reportSite } from './support/report-site.js';
import { documentWriter, tableWriter } from './support/written.js';

const input = { appId: 'app', ilogId: 'ilog', surveyId: 'survey', window: WINDOW };

describe('what is fetched', () => {
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

describe('streaming', () => {
  test('no more is read than a page ahead of what the document takes', async () => {
    const { ports } = await reportSite({});
    let read = 0;
    const written: unknown[] = [];
    let release = (): void => undefined;
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const message = decode(Message, request({ timestamp: IN }));
    const messages = () =>
      walkPages(0, async (page) => {
        read++;
        return { items: [message, message], next: page < 99 ? page + 1 : undefined };
      });
    const document = {
      item: async (item: unknown) => {
        written.push(item);
        await blocked;
      },
    };
    const logger = { ...ports.logger, messages };
    const report = reportAnalytics(input, { ...ports, logger }, { messages: document });
    await new Promise((resolve) => setImmediate(resolve));
    expect([written.length, read]).toEqual([1, 2]);
    release();
    await report;
    expect([written.length, read]).toEqual([200, 100]);
  });

  test('where one part fails the others are aborted, and the first failure is told', async () => {
    const { ports } = await reportSite({});
    let aborted = false;
    const tasks = {
      ...ports.tasks,
      async *tasks(_query: unknown, options: CallOptions = {}) {
        yield decode(Task, { id: 't' });
        await new Promise((resolve) => options.signal?.addEventListener('abort', resolve));
        aborted = true;
        throw new AbortedError();
      },
    };
    const failing = {
      item: async () => {
        throw new UnavailableError('the disk', { reason: 'it is full' });
      },
    };
    const messages = async function* () {
      yield decode(Message, request({ timestamp: IN }));
    };
    const logger = { ...ports.logger, messages };
    const outputs = { messages: failing, tasks: documentWriter() };
    await expect(reportAnalytics(input, { ...ports, tasks, logger }, outputs)).rejects.toMatchObject({
      message: 'the disk is unavailable: it is full',
    });
    expect(aborted).toBe(true);
  });
});
