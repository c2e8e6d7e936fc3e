import { AbortedError, UnavailableError } from '@memex/core';
import { type Analytic, AnalyticResult, decode } from '@memex/core/model';
import type { CallOptions, MessageLogger, TaskManager } from '@memex/core/ports';
import { type ReportWarning, readWindow, reportAnalytics } from '@memex/core/reports';
import { expect, test } from 'vitest';
import { manualTimers } from './support/manual-timers.js';
import { reportSite } from './support/report-site.js';
import { tableWriter } from './support/written.js';

const WINDOW = readWindow({ range: '7d' }) ?? expect.fail('a window');
const settle = () => new Promise((resolve) => setImmediate(resolve));

const results = {
  count: { type: 'count', creationDt: '2021-11-30', toDt: '2021-11-30', count: 7 },
  segmentation: { type: 'segmentation', creationDt: '2021-11-30', toDt: '2021-11-30', segments: [] },
};

/** A logger that keeps analytics, of which each has its result after so many looks. */
function scriptedLogger(looks: number, overrides: Partial<MessageLogger> = {}) {
  const analytics = new Map<string, { readonly type: keyof typeof results; looks: number }>();
  const logger: MessageLogger = {
    messages: () => expect.fail('no messages are asked for'),
    query: async () => undefined,
    define: async ({ type }) => {
      const id = `id-${analytics.size}`;
      analytics.set(id, { type: type === 'count' ? 'count' : 'segmentation', looks: 0 });
      return id;
    },
    requestComputing: async () => undefined,
    find: async (id) => {
      const analytic = analytics.get(id) ?? expect.fail('the analytic is there');
      const result = ++analytic.looks >= looks ? decode(AnalyticResult, results[analytic.type]) : null;
      return { id, result } as Analytic;
    },
    delete: async (id) => {
      analytics.delete(id);
    },
    ...overrides,
  };
  return { logger, analytics };
}

/** A report of the analytics alone. */
async function start(logger: MessageLogger, signal?: AbortSignal, tasks: Partial<TaskManager> = {}) {
  const { ports } = await reportSite({});
  const timers = manualTimers();
  const table = tableWriter();
  const warnings: ReportWarning[] = [];
  const report = reportAnalytics(
    { appId: 'app', window: WINDOW },
    { ...ports, tasks: { ...ports.tasks, ...tasks }, logger, timers },
    { analytics: table },
    { signal, warn: (warning) => warnings.push(warning) },
  );
  report.catch(() => undefined); // Awaited by each test.
  await settle();
  return { report, timers, table, warnings };
}

test('results are looked for after 20 ms, then after delays that grow to 2 s', async () => {
  const { logger, analytics } = scriptedLogger(15);
  const { report, timers, table } = await start(logger);
  while (timers.waiting() > 0) await timers.next();
  await report;
  const delays = timers.delays.filter((_, index) => index % 6 === 0);
  expect(delays.slice(0, 4)).toEqual([20, 30, 45, 67.5]);
  expect(delays.at(-1)).toBe(2_000);
  expect(table.rows[5]).toEqual(['total users', 7, 'The total number of users of the application']);
  expect(analytics.size).toBe(0);
});

test('a logger that never has a result is unavailable after five minutes, and keeps no analytic', async () => {
  const { logger, analytics } = scriptedLogger(Number.POSITIVE_INFINITY);
  const { report, timers } = await start(logger);
  while (timers.waiting() > 0) await timers.next();
  await expect(report).rejects.toMatchObject({
    code: 'unavailable',
    message: 'the logger is unavailable: it computed no result within 300 seconds',
  });
  expect(analytics.size).toBe(0);
});

test.each(['requestComputing', 'find'] as const)(
  'where %s fails, every analytic is deleted, and the failure is told',
  async (method) => {
    let calls = 0;
    const scripted = scriptedLogger(Number.POSITIVE_INFINITY);
    const fail = async (): Promise<never> => {
      throw new UnavailableError('the logger', { reason: 'it is down' });
    };
    const logger = {
      ...scripted.logger,
      [method]: (...args: [string, CallOptions]) =>
        ++calls === 3 ? fail() : scripted.logger[method](...args),
    };
    const { report, timers } = await start(logger);
    while (timers.waiting() > 0) await timers.next();
    await expect(report).rejects.toMatchObject({ message: 'the logger is unavailable: it is down' });
    expect(scripted.analytics.size).toBe(0);
  },
);

test('a logger that cannot compute at once for now is asked for analytics', async () => {
  const { logger } = scriptedLogger(1, {
    query: async () => {
      throw new UnavailableError('the logger', { reason: 'it took too long' });
    },
  });
  const { report, timers, table } = await start(logger);
  while (timers.waiting() > 0) await timers.next();
  await report;
  expect(table.rows).toHaveLength(22);
});

test('when the signal fires between two looks, the report is aborted and every analytic deleted', async () => {
  const { logger, analytics } = scriptedLogger(Number.POSITIVE_INFINITY);
  const controller = new AbortController();
  const { report, timers } = await start(logger, controller.signal);
  await timers.next();
  expect(analytics.size).toBe(6);
  controller.abort();
  await expect(report).rejects.toMatchObject({ code: 'aborted' });
  expect(analytics.size).toBe(0);
});

test('when the signal fires while analytics are being defined, they are defined to the end, and deleted', async () => {
  const { scripted, logger, answers } = slowToDefine();
  const controller = new AbortController();
  const { report } = await start(logger, controller.signal);
  controller.abort();
  await settle();
  expect(scripted.analytics.size).toBe(6);
  for (const answer of answers) answer();
  await expect(report).rejects.toMatchObject({ code: 'aborted' });
  expect(scripted.analytics.size).toBe(0);
});

test('when the signal fires and the logger hangs, the report gives up within a second', async () => {
  const hang = (_: unknown, options: CallOptions = {}): Promise<never> =>
    new Promise((_resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
  const { logger } = scriptedLogger(Number.POSITIVE_INFINITY, { delete: hang });
  const controller = new AbortController();
  const { report, timers, warnings } = await start(logger, controller.signal);
  controller.abort(new UnavailableError('the test', { reason: 'it ends' }));
  await settle();
  const grace = timers.delays.slice(6);
  expect(Math.max(...grace) * 2).toBeLessThan(1_000);
  while (timers.waiting() > 0) await timers.next();
  await expect(report).rejects.toMatchObject({ code: 'aborted' });
  expect(warnings).toHaveLength(6);
});

test('where a part of the report fails, analytics that are being defined are defined and deleted, however long it takes', async () => {
  const { scripted, logger, answers } = slowToDefine();
  const tasks = {
    countTransactions: async (): Promise<never> => {
      throw new UnavailableError('the task manager', { reason: 'it is down' });
    },
  };
  const { report, timers } = await start(logger, new AbortController().signal, tasks);
  expect(scripted.analytics.size).toBe(6);
  expect(Math.min(...timers.delays)).toBeGreaterThanOrEqual(5_000);
  for (const answer of answers) answer();
  await expect(report).rejects.toMatchObject({ message: 'the task manager is unavailable: it is down' });
  expect(scripted.analytics.size).toBe(0);
});

test('an analytic that cannot be deleted is a warning, also of a report that fails', async () => {
  const refuse = async (): Promise<never> => {
    throw new UnavailableError('the logger', { reason: 'it is down' });
  };
  const what = 'analytics that could not be deleted from the logger';
  const done = await start(scriptedLogger(1, { delete: refuse }).logger);
  while (done.timers.waiting() > 0) await done.timers.next();
  const ids = ['id-0', 'id-1', 'id-2', 'id-3', 'id-4', 'id-5'];
  expect((await done.report).warnings).toEqual([{ what, ids }]);
  const failed = await start(scriptedLogger(1, { delete: refuse, find: refuse }).logger);
  while (failed.timers.waiting() > 0) await failed.timers.next();
  await expect(failed.report).rejects.toMatchObject({ code: 'unavailable' });
  expect(failed.warnings.flatMap((warning) => warning.ids)).toEqual(ids);
});

/** A logger that answers each definition once its answer is called, unless it is aborted before. */
function slowToDefine() {
  const answers: (() => void)[] = [];
  const scripted = scriptedLogger(1);
  const logger: MessageLogger = {
    ...scripted.logger,
    define: async (descriptor, options) => {
      const id = await scripted.logger.define(descriptor, options);
      await new Promise<void>((resolve, reject) => {
        answers.push(resolve);
        options?.signal?.addEventListener('abort', () => reject(new AbortedError()));
      });
      return id;
    },
  };
  return { scripted, logger, answers };
}
