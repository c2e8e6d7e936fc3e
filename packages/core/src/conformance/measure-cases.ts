import type { Condition } from '../analytics/condition.js';
import { field } from '../analytics/field.js';
import type { AnalysisRequest, Measure, Outcome } from '../analytics/message-analysis.js';
import type { AnalyticalStore } from '../store/store.js';
import { at } from './analysis-samples.js';
import { expectEqual, expectRejection, expectTrue } from './assert.js';
import type { AnalyticalCase } from './case.js';
import { eventually } from './eventually.js';
import { messageEntry, type SampleMessage, unique } from './samples.js';

const users: Measure = { measure: 'distinct', field: field('userId'), where: [] };
const newUsers: Measure = { measure: 'firstSeen', field: 'userId', where: [] };
const newConversations: Measure = { measure: 'firstSeen', field: 'conversationId', where: [] };
const lonely: Measure = { measure: 'singletons', field: 'userId', where: [] };
const types: Measure = { measure: 'terms', field: field('type'), of: 'messages', limit: 10, where: [] };

function is(path: string, value: string): Condition {
  return { field: field(path), operation: 'term', value };
}

const JANUARY = { from: at('2026-01-01T00:00:00'), to: at('2026-01-31T00:00:00') };

/** What a `MessageAnalysis` must show beside the metrics that are made of it. */
export const measureCases: readonly AnalyticalCase[] = [
  {
    name: 'measures: several in one call are answered in their order, each over the total and over each bucket',
    async run({ store }) {
      const project = await append(store, [
        { userId: 'a', timestamp: '2026-01-01T00:00:00' },
        { userId: 'a', timestamp: '2026-01-10T00:00:00', type: 'response' },
        { userId: 'b', timestamp: '2026-01-31T00:00:00' },
      ]);
      const buckets = [
        { from: JANUARY.from, to: at('2026-01-09T23:59:59.999999') },
        { from: at('2026-01-10T00:00:00'), to: at('2026-01-10T00:00:00') },
        { from: at('2026-01-20T00:00:00'), to: at('2026-01-21T00:00:00') },
      ];
      const measures = [users, lonely, types, newUsers];
      await eventually(store.messages.capabilities, async () => {
        const analyses = await store.analysis.measure({ project, window: JANUARY, measures, buckets });
        expectEqual(
          analyses.map(({ total, series }) => [total, ...series].map(plain)),
          [
            [2, 1, 1, 0],
            [1, 1, 1, 0],
            [{ request: 2, response: 1 }, { request: 1 }, { response: 1 }, {}],
            [2, 1, 0, 0],
          ],
          'answers',
        );
      });
    },
  },
  {
    name: 'measures: no measure asked, no answer given; a project without messages counts nothing',
    async run({ store }) {
      const request = { project: unique('project'), window: JANUARY, buckets: [JANUARY] };
      expectEqual(await store.analysis.measure({ ...request, measures: [] }), [], 'answers');
      const numbers: Measure = { measure: 'numbers', field: field('metadata.x'), where: [] };
      const percentiles: Measure = { ...numbers, measure: 'percentiles', percents: [50] };
      const measures = [users, newUsers, lonely, types, numbers, percentiles];
      const analyses = await store.analysis.measure({ ...request, measures });
      const nothing = [0, 0, 0, {}, null, null];
      expectEqual(
        analyses.map(({ total }) => plain(total)),
        nothing,
        'totals',
      );
      expectEqual(
        analyses.map(({ series }) => series.map(plain)),
        nothing.map((one) => [one]),
        'series',
      );
    },
  },
  {
    name: 'measures: who was there before the window, to the microsecond, is not new in it',
    async run({ store }) {
      const project = await append(store, [
        { userId: 'before', timestamp: '2025-12-31T23:59:59.999999' },
        { userId: 'before', timestamp: '2026-01-02T00:00:00', conversationId: 'c1' },
        { userId: 'at the start', timestamp: '2026-01-01T00:00:00', type: 'notification' },
        { userId: 'at the end', timestamp: '2026-01-31T01:00:00+01:00', conversationId: 'c1' },
        { userId: 'after', timestamp: '2026-01-31T00:00:00.000001', conversationId: 'c2' },
      ]);
      await append(store, [{ userId: 'at the start', timestamp: '2025-01-01T00:00:00' }]);
      await expectTotals(store, project, [newUsers, newConversations], [2, 1]);
    },
  },
  {
    name: 'measures: conditions narrow who counts as new, not who was seen before, in the window and in each bucket',
    async run({ store }) {
      const project = await append(store, [
        { userId: 'seen otherwise', timestamp: '2025-12-31T00:00:00', type: 'notification' },
        { userId: 'seen otherwise', timestamp: '2026-01-02T00:00:00', channel: 'WEB' },
        { userId: 'new at once', timestamp: '2026-01-02T00:00:00', channel: 'WEB' },
        { userId: 'new a day later', timestamp: '2026-01-02T00:00:00' },
        {
          userId: 'new a day later',
          timestamp: '2026-01-03T00:00:00',
          channel: 'WEB',
          metadata: { site: 'b' },
        },
        { userId: 'elsewhere', timestamp: '2026-01-03T00:00:00' },
      ]);
      const buckets = [
        { from: JANUARY.from, to: at('2026-01-02T23:59:59.999999') },
        { from: at('2026-01-03T00:00:00'), to: JANUARY.to },
      ];
      const measures = [is('channel', 'WEB'), is('metadata.site', 'b')].map(
        (one): Measure => ({ ...newUsers, where: [one] }),
      );
      await eventually(store.messages.capabilities, async () => {
        const analyses = await store.analysis.measure({ project, window: JANUARY, measures, buckets });
        expectEqual(
          analyses.map(({ total, series }) => [total, ...series].map(plain)),
          [
            [2, 1, 0],
            [1, 0, 0],
          ],
          'new users',
        );
      });
    },
  },
  {
    name: 'measures: a response answers by message id, at any time, in its project; its time counts from the first request on',
    async run({ store }) {
      const project = unique('project');
      const [late, elsewhere] = ['2026-03-01T00:00:00', unique('project')];
      await append(
        store,
        [
          { messageId: 'after the window', timestamp: '2026-01-31T00:00:00' },
          { type: 'response', responseTo: 'after the window', userId: 'another', timestamp: late },
          { messageId: 'before itself', timestamp: '2026-01-10T00:00:00' },
          { type: 'response', responseTo: 'before itself', timestamp: '2026-01-09T00:00:00' },
          { messageId: 'twice', timestamp: '2026-01-11T00:00:00' },
          { messageId: 'twice', timestamp: '2026-01-11T00:00:05' },
          { type: 'response', responseTo: 'twice', timestamp: '2026-01-11T00:00:07' },
          { type: 'response', responseTo: 'twice', timestamp: '2026-01-11T00:00:06.5' },
          { messageId: 'at once', timestamp: '2026-01-12T00:00:00' },
          { type: 'response', responseTo: 'at once', timestamp: '2026-01-12T01:00:00+01:00' },
          { messageId: 'elsewhere', timestamp: '2026-01-13T00:00:00', channel: 'WEB' },
          { type: 'notification', messageId: 'no request', timestamp: '2026-01-13T00:00:00' },
        ],
        project,
      );
      await append(store, [{ type: 'response', responseTo: 'elsewhere', timestamp: late }], elsewhere);
      const times: Measure = {
        measure: 'responseTimes',
        statistic: { of: 'percentiles', percents: [0, 50, 100] },
        where: [],
      };
      const different: Measure = { ...times, statistic: { of: 'distinct' } };
      const unanswered: Measure = { measure: 'unanswered', where: [] };
      const onWeb: Measure = { measure: 'unanswered', where: [is('channel', 'WEB')] };
      const buckets = [
        { from: at('2026-01-11T00:00:01'), to: at('2026-01-12T00:00:00') },
        { from: at('2026-01-13T00:00:00'), to: JANUARY.to },
      ];
      await eventually(store.messages.capabilities, async () => {
        const measures = [unanswered, onWeb, different, times];
        const analyses = await store.analysis.measure({ project, window: JANUARY, measures, buckets });
        expectEqual(
          analyses.map(({ total, series }) => [total, ...series].map(plain)),
          [
            [1, 0, 1],
            [1, 0, 1],
            [3, 2, 1],
            [
              [0, 6.5, 29 * 86_400],
              [0, 0.75, 1.5],
              [29 * 86_400, 29 * 86_400, 29 * 86_400],
            ],
          ],
          'answers',
        );
      });
    },
  },
  {
    name: 'measures: whose earliest message is deleted is new by the next one, and whoever is erased is not there',
    async run({ store }) {
      const project = unique('project');
      const earliest = messageEntry({ project, userId: 'a', timestamp: '2025-12-01T00:00:00' });
      const others = [
        messageEntry({ project, userId: 'a', timestamp: '2026-01-02T00:00:00', conversationId: 'c' }),
        messageEntry({ project, userId: 'b', timestamp: '2026-01-03T00:00:00', conversationId: 'c' }),
      ];
      await store.messages.append({ entries: [...others, earliest] });
      await expectTotals(store, project, [users, newUsers, newConversations], [2, 1, 1]);
      await store.messages.delete({ traceId: earliest.traceId, projects: [project] });
      await expectTotals(store, project, [users, newUsers, newConversations], [2, 2, 1]);
      await store.messages.eraseUser({ userId: 'a', projects: [project] });
      await expectTotals(store, project, [users, newUsers, newConversations, lonely], [1, 1, 1, 1]);
      await store.messages.eraseUser({ userId: 'b', projects: [project] });
      await expectTotals(store, project, [users, newUsers, newConversations, lonely], [0, 0, 0, 0]);
    },
  },
  {
    name: 'measures: a message stored late, before others, makes its user new no more',
    async run({ store }) {
      const project = await append(store, [{ userId: 'a', timestamp: '2026-01-02T00:00:00' }]);
      await expectTotals(store, project, [newUsers], [1]);
      await append(store, [{ userId: 'a', timestamp: '2025-12-02T00:00:00' }], project);
      await expectTotals(store, project, [newUsers], [0]);
    },
  },
  {
    name: 'measures: texts that differ in anything are different values',
    async run({ store }) {
      const ids = ['a', 'A', 'a ', 'à', 'a\u0300', '1', '01', '🙂', 'x'.repeat(511), `${'x'.repeat(511)}y`];
      const timestamp = '2026-01-02T00:00:00';
      const project = await append(
        store,
        ids.map((userId) => ({ userId, timestamp, channel: userId })),
      );
      const channels: Measure = { measure: 'distinct', field: field('channel'), where: [] };
      const each = ids.map((userId): Measure => {
        const where = [{ field: field('userId'), operation: 'term', value: userId } as const];
        return { measure: 'distinct', field: field('messageId'), where };
      });
      await expectTotals(
        store,
        project,
        [users, newUsers, lonely, channels, ...each],
        [...Array.from({ length: 4 }, () => ids.length), ...ids.map(() => 1)],
      );
    },
  },
  {
    name: 'measures: a call whose signal has fired is aborted',
    async run({ store }) {
      const request = { project: unique('project'), window: JANUARY, measures: [users], buckets: [] };
      const aborted = store.analysis.measure(request, { signal: AbortSignal.abort() });
      await expectRejection(aborted, 'aborted', 'measure');
    },
  },
  {
    name: 'measures: a stopped store is unavailable',
    async run({ store }) {
      const request = { project: unique('project'), window: JANUARY, measures: [users], buckets: [] };
      await store.stop();
      await expectRejection(store.analysis.measure(request), 'unavailable', 'measure');
      await store.start();
      expectEqual((await store.analysis.measure(request)).length, 1, 'answers after a new start');
    },
  },
  {
    name: 'measures: the capabilities say how many different values are counted exactly',
    async run({ store }) {
      expectTrue(store.analysis.capabilities.exactDistinct >= 1, 'at least one');
    },
  },
];

type Fields = Omit<SampleMessage, 'project'>;

async function append(
  store: AnalyticalStore,
  messages: readonly Fields[],
  project = unique('project'),
): Promise<string> {
  await store.messages.append({ entries: messages.map((fields) => messageEntry({ ...fields, project })) });
  return project;
}

async function expectTotals(
  store: AnalyticalStore,
  project: string,
  measures: readonly Measure[],
  expected: readonly number[],
): Promise<void> {
  const request: AnalysisRequest = { project, window: JANUARY, measures, buckets: [] };
  await eventually(store.messages.capabilities, async () => {
    const analyses = await store.analysis.measure(request);
    expectEqual(
      analyses.map(({ total }) => plain(total)),
      expected,
      'totals',
    );
  });
}

/** An answer without its name, terms as an object in the order of their values. */
function plain(outcome: Outcome): unknown {
  switch (outcome.answer) {
    case 'count':
      return outcome.count;
    case 'terms':
      return Object.fromEntries(outcome.terms.map(({ value, count }) => [value, count] as const).sort());
    case 'numbers':
      return outcome.summary;
    case 'percentiles':
      return outcome.values;
  }
}
