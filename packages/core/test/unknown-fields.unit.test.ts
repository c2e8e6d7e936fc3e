import { type AnalyticalStore, createMemex, type Issue, MalformedError, type Memex } from '@memex/core';
import { createMemoryStore, MemoryQueue } from '@memex/core/memory';
import { beforeEach, describe, expect, test } from 'vitest';
import { AnalyticJobs } from '../src/analytics/analytic-jobs.js';
import { createAnalytics } from '../src/analytics/create-analytics.js';
import type { UntrustedAnalytics } from '../src/analytics/untrusted-analytics.js';
import { logLine, request } from './samples.js';

const range = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };
const users = {
  project: 'app',
  timespan: { type: 'moving', value: 'all' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
};

let store: AnalyticalStore;
let queue: MemoryQueue;
let memex: Memex;
let analytics: UntrustedAnalytics;
let jobs: AnalyticJobs;
let traceId: string;
let logId: string;
let id: string;

beforeEach(async () => {
  store = createMemoryStore();
  queue = new MemoryQueue();
  memex = createMemex({ store });
  analytics = createAnalytics({ store });
  jobs = new AnalyticJobs({ store: store.analytics, queue });
  await memex.start();
  await queue.start();
  [traceId = ''] = await memex.untrusted.messages.append([request(), request({ project: 'other' })]);
  [logId = ''] = await memex.untrusted.logs.append([logLine()]);
  id = await analytics.define(users);
});

/** Every call of the library that takes a query or a definition, with a name in it that the call does not know. */
const CALLS: readonly (readonly [what: string, path: string, call: () => Promise<unknown>])[] = [
  ['erasing a user', 'projct', () => memex.untrusted.messages.eraseUser({ userId: 'u1', projct: 'a' })],
  ['deleting a message', 'project_', () => memex.untrusted.messages.delete({ traceId, project_: 'a' })],
  [
    'deleting a message by its own id',
    'Project',
    () => memex.untrusted.messages.delete({ messageId: 'm1', userId: 'u1', Project: 'a' }),
  ],
  ['finding a message', 'id', () => memex.untrusted.messages.find({ traceId, id: traceId })],
  ['paging messages', 'userid', () => memex.untrusted.messages.page({ ...range, userid: 'u1' })],
  [
    'reading a conversation',
    'limit',
    () => memex.untrusted.messages.conversation({ conversationId: 'c1', limit: 1 }),
  ],
  ['paging logs', 'userId', () => memex.untrusted.logs.page({ ...range, userId: 'u1' })],
  ['finding a log', 'project', () => memex.untrusted.logs.find({ id: logId, project: 'app' })],
  [
    'replacing a log',
    'project',
    () => memex.untrusted.logs.replace({ id: logId, project: 'app' }, logLine()),
  ],
  ['deleting a log', 'project', () => memex.untrusted.logs.delete({ id: logId, project: 'app' })],
  ['finding an analytic', 'ID', () => analytics.find({ id, ID: id })],
  ['deleting an analytic', 'projet', () => analytics.delete({ id, projet: 'other' })],
  ['listing analytics', 'projects', () => analytics.list({ projects: ['app'] })],
  ['requesting a computing', 'ID', () => jobs.request({ ID: id })],
  ['defining an analytic', 'filter', () => analytics.define({ ...users, filter: [] })],
  ['computing', 'filter', () => analytics.compute({ ...users, filter: [] })],
  ['computing several', 'by', () => analytics.computeAll([users, { ...users, by: 'channel' }])],
];

describe.each(CALLS)('%s with the unknown field %s', (_what, path, call) => {
  test('is refused naming it and the known ones, and does nothing', async () => {
    const issues = await issuesOf(call());
    expect(issues).toEqual([{ path, message: expect.stringMatching(/^is not a known field; known: \w+/) }]);
    expect(await store.messages.count({ projects: 'all' })).toBe(2);
    expect(await memex.untrusted.logs.find({ id: logId })).toMatchObject({
      json: expect.stringContaining('started'),
    });
    expect((await analytics.list({})).entries).toHaveLength(1);
    expect(await queue.depth()).toMatchObject({ waiting: 0 });
  });
});

test('an unknown field is told before what is missing, and all of them at once', async () => {
  const issues = await issuesOf(memex.untrusted.messages.eraseUser({ userID: 'u1', projct: undefined }));
  expect(issues.map(({ path }) => path)).toEqual(['userID', 'projct', 'userId']);
});

test.each(['', 'x'.repeat(513), 'a\nb'])('%j is no trace id', async (sent) => {
  expect(await issuesOf(memex.untrusted.messages.delete({ traceId: sent }))).toMatchObject([
    { path: 'traceId' },
  ]);
  expect(await issuesOf(memex.untrusted.logs.delete({ id: sent }))).toMatchObject([{ path: 'id' }]);
});

test('messages and logs may have fields that Memex does not know', async () => {
  await expect(memex.untrusted.messages.append([request({ extra: 1 })])).resolves.toHaveLength(1);
  await expect(memex.untrusted.logs.append([logLine({ extra: 1 })])).resolves.toHaveLength(1);
});

test('an analytic is found and deleted within a project that is named', async () => {
  await expect(analytics.find({ id, project: 'other' })).rejects.toMatchObject({ code: 'not_found' });
  await analytics.delete({ id, project: 'other' });
  await expect(analytics.find({ id, project: 'app' })).resolves.toMatchObject({ id });
});

async function issuesOf(call: Promise<unknown>): Promise<readonly Issue[]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MalformedError) return error.issues;
  throw new Error('the call was not refused as malformed', { cause: error });
}
