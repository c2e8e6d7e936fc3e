import type { Analytic } from '../analytics/analytic.js';
import type { AnalyticFilter, AnalyticStore } from '../analytics/analytic-store.js';
import { Descriptor } from '../analytics/descriptor.js';
import { AnalyticResult } from '../analytics/result.js';
import { decode } from '../codec/decode.js';
import { expectEqual, expectRejection } from './assert.js';
import type { AnalyticalCase } from './case.js';
import { unique } from './samples.js';

/** Cases for every `AnalyticStore`. */
export const analyticStoreCases: readonly AnalyticalCase[] = [
  {
    name: 'analytic store: what was defined is found at once, without a result',
    async run({ store: { analytics } }) {
      for (const descriptor of everyKind(unique('project'))) {
        const id = unique('analytic');
        await analytics.define(id, descriptor);
        expectEqual(await find(analytics, id), { id, descriptor, result: null }, 'the analytic');
      }
    },
  },
  {
    name: 'analytic store: defining an id again leaves what is there',
    async run({ store: { analytics } }) {
      const [first, other] = [count(unique('project')), count(unique('project'))];
      const id = unique('analytic');
      await analytics.define(id, first);
      await analytics.saveResult(id, result(1));
      await analytics.define(id, other);
      expectEqual(await find(analytics, id), { id, descriptor: first, result: result(1) }, 'the analytic');
    },
  },
  {
    name: 'analytic store: an unknown id, of whatever text, finds, deletes and saves nothing',
    async run({ store: { analytics } }) {
      for (const id of [unique('none'), '*', "' OR 1=1 --", '../x', 'é'.repeat(500)]) {
        expectEqual(await find(analytics, id), undefined, 'the analytic');
        expectEqual(await analytics.delete({ id, projects: 'all' }), false, 'deleted');
        expectEqual(await analytics.saveResult(id, result(1)), false, 'saved');
        expectEqual(await find(analytics, id), undefined, 'the analytic afterwards');
      }
    },
  },
  {
    name: 'analytic store: an analytic of another project is neither found, listed nor deleted',
    async run({ store: { analytics } }) {
      const project = unique('project');
      const id = unique('analytic');
      await analytics.define(id, count(project));
      for (const projects of [[], [unique('project')]]) {
        expectEqual(await analytics.find({ id, projects }), undefined, 'the analytic');
        expectEqual(await analytics.delete({ id, projects }), false, 'deleted');
        expectEqual(await idsOf(analytics, { projects }), [], 'listed');
      }
      const found = await analytics.find({ id, projects: [unique('project'), project] });
      expectEqual(found?.id, id, 'the analytic in its project');
    },
  },
  {
    name: 'analytic store: a result takes the place of the one before it',
    async run({ store: { analytics } }) {
      const id = unique('analytic');
      await analytics.define(id, count(unique('project')));
      for (const n of [1, 2, 3]) {
        expectEqual(await analytics.saveResult(id, result(n)), true, 'saved');
        expectEqual((await find(analytics, id))?.result, result(n), 'the result');
      }
    },
  },
  {
    name: 'analytic store: of two results the one created later stays, whichever is saved last',
    async run({ store: { analytics } }) {
      const id = unique('analytic');
      await analytics.define(id, count(unique('project')));
      await Promise.all([3, 9, 5, 1].map((n) => analytics.saveResult(id, result(n))));
      expectEqual((await find(analytics, id))?.result, result(9), 'the result of many at once');
      expectEqual(await analytics.saveResult(id, result(2)), true, 'saved');
      expectEqual((await find(analytics, id))?.result, result(9), 'the result');
    },
  },
  {
    name: 'analytic store: results of every type come back as they were saved',
    async run({ store: { analytics } }) {
      const descriptors = everyKind(unique('project'));
      for (const [index, saved] of EVERY_RESULT.entries()) {
        const id = unique('analytic');
        const descriptor = descriptors[index] ?? count(unique('project'));
        await analytics.define(id, descriptor);
        await analytics.saveResult(id, saved);
        expectEqual(await find(analytics, id), { id, descriptor, result: saved }, 'the analytic');
      }
    },
  },
  {
    name: 'analytic store: what was deleted stays deleted, whatever is saved then or at the same time',
    async run({ store: { analytics } }) {
      const project = unique('project');
      const ids = Array.from({ length: 20 }, () => unique('analytic'));
      await Promise.all(ids.map((id) => analytics.define(id, count(project))));
      await Promise.all(
        ids.flatMap((id) => [
          analytics.saveResult(id, result(1)),
          analytics.delete({ id, projects: [project] }),
          analytics.saveResult(id, result(2)),
        ]),
      );
      for (const id of ids) {
        expectEqual(await analytics.saveResult(id, result(3)), false, 'saved');
        expectEqual(await find(analytics, id), undefined, 'the analytic');
        expectEqual(await analytics.delete({ id, projects: 'all' }), false, 'deleted again');
      }
      expectEqual(await idsOf(analytics, { projects: [project] }), [], 'listed');
    },
  },
  {
    name: 'analytic store: pages hold what passes every part of the filter',
    async run({ store: { analytics } }) {
      const [project, other] = [unique('project'), unique('project')];
      const ids = new Map<string, string>();
      for (const descriptor of [...everyKind(project), ...everyKind(other)]) {
        const id = unique('analytic');
        ids.set(`${descriptor.project} ${descriptor.type} ${descriptor.timespan.type}`, id);
        await analytics.define(id, descriptor);
      }
      const expectIds = async (filter: AnalyticFilter, ...keys: readonly string[]) =>
        expectEqual(
          [...(await idsOf(analytics, filter))].sort(),
          keys.map((key) => ids.get(key)).sort(),
          'listed',
        );
      const own = ['count moving', 'segmentation fixed', 'aggregation moving'].map((k) => `${project} ${k}`);
      await expectIds({ projects: [project] }, ...own);
      await expectIds({ projects: [project], type: 'count' }, `${project} count moving`);
      await expectIds({ projects: [project], type: 'count', timeWindowType: 'fixed' });
      await expectIds(
        { projects: [project, other], timeWindowType: 'fixed' },
        `${project} segmentation fixed`,
        `${other} segmentation fixed`,
      );
    },
  },
  {
    name: 'analytic store: walking pages yields each that was there exactly once, while others come and go',
    async run({ store: { analytics } }) {
      const project = unique('project');
      const ids = Array.from({ length: 11 }, () => unique('analytic'));
      for (const id of ids) await analytics.define(id, count(project));
      const filter = { projects: [project] };
      expectEqual((await idsOf(analytics, filter)).length, ids.length, 'listed');
      const found: string[] = [];
      let page = await analytics.page(filter, { limit: 3 });
      found.push(...page.entries.map(({ id }) => id));
      while (page.next !== undefined) {
        await analytics.define(unique('analytic'), count(project));
        await analytics.saveResult(found[0] ?? '', result(1));
        const again = await analytics.page(filter, { limit: 1, after: page.next });
        page = await analytics.page(filter, { limit: 3, after: page.next });
        expectEqual(page.entries[0]?.id, again.entries[0]?.id, 'the same position again');
        found.push(...page.entries.map(({ id }) => id));
        if (found.length > 60) break;
      }
      const once = found.filter((id) => ids.includes(id));
      expectEqual([...once].sort(), [...ids].sort(), 'those that were there');
      expectEqual(new Set(found).size, found.length, 'each once');
    },
  },
  {
    name: 'analytic store: a position that it did not make is refused',
    async run({ store: { analytics } }) {
      for (const after of ['', 'x', '{}', '-1'])
        await expectRejection(analytics.page({ projects: 'all' }, { limit: 1, after }), 'malformed', 'page');
    },
  },
  {
    name: 'analytic store: a call whose signal has fired is aborted and changes nothing',
    async run({ store: { analytics } }) {
      const id = unique('analytic');
      const options = { signal: AbortSignal.abort() };
      const aborted = analytics.define(id, count(unique('project')), options);
      await expectRejection(aborted, 'aborted', 'define');
      expectEqual(await find(analytics, id), undefined, 'the analytic');
      await expectRejection(analytics.find({ id, projects: 'all' }, options), 'aborted', 'find');
      await expectRejection(analytics.saveResult(id, result(1), options), 'aborted', 'saveResult');
    },
  },
  {
    name: 'analytic store: a stopped store is unavailable',
    async run({ store }) {
      const id = unique('analytic');
      await store.stop();
      const call = store.analytics.define(id, count(unique('project')));
      await expectRejection(call, 'unavailable', 'define');
      await expectRejection(find(store.analytics, id), 'unavailable', 'find');
      await store.start();
      expectEqual(await find(store.analytics, id), undefined, 'the analytic');
    },
  },
  {
    name: 'analytic store: definitions and results survive a restart',
    async run({ store, reopen }) {
      expectEqual(
        reopen !== undefined,
        store.analytics.capabilities.durable,
        'a durable store can be reopened',
      );
      if (reopen === undefined) return;
      const id = unique('analytic');
      const descriptor = count(unique('project'));
      await store.analytics.define(id, descriptor);
      await store.analytics.saveResult(id, result(1));
      const again = await reopen();
      expectEqual(await find(again.analytics, id), { id, descriptor, result: result(1) }, 'the analytic');
    },
  },
];

function count(project: string): Descriptor {
  const timespan = { type: 'moving', value: '7d' };
  return decode(Descriptor, { project, timespan, type: 'count', dimension: 'user', metric: 'total' });
}

function everyKind(project: string): readonly Descriptor[] {
  const fixed = { type: 'fixed', start: '2026-01-01T00:00:00.000001+02:00', end: '2026-02-01' };
  const segmentation = {
    project,
    timespan: fixed,
    type: 'segmentation',
    dimension: 'message',
    metric: 'all',
  };
  const filters = [
    { field: 'metadata.a b.🙂', operation: 'term', value: true },
    { field: 'metadata.n', operation: 'gr', value: 0.1 },
    { field: 'timestamp', operation: 'lqe', value: '2026-01-01 10:00Z' },
  ];
  const aggregation = {
    project,
    timespan: { type: 'moving', value: 'all' },
    type: 'aggregation',
    field: 'metadata.score',
    aggregation: 'avg',
    filters,
    interval: 'day',
  };
  return [count(project), decode(Descriptor, segmentation), decode(Descriptor, aggregation)];
}

const WHEN = { creationDt: '2026-01-01T00:00:09', fromDt: null, toDt: '2026-01-01T00:00:00' };
const BUCKET = { from: '2025-12-31T23:00:00', to: '2026-01-01T00:00:00' };

const EVERY_RESULT: readonly AnalyticResult[] = [
  { type: 'count', ...WHEN, count: 1, approximate: true, series: [{ ...BUCKET, count: 1 }] },
  { type: 'segmentation', ...WHEN, segments: [{ type: 'a "b" 🙂', count: 2 }] },
  { type: 'aggregation', ...WHEN, aggregation: { avg: 0.1, bounds: { '1.0': null } } },
  { type: 'aggregation', ...WHEN, aggregation: null },
].map((sent) => decode(AnalyticResult, sent));

/** A result that was created in the nth second. */
function result(n: number): AnalyticResult {
  const creationDt = `2026-01-01T00:00:0${n}`;
  return decode(AnalyticResult, { type: 'count', ...WHEN, creationDt, count: n });
}

function find(analytics: AnalyticStore, id: string): Promise<Analytic | undefined> {
  return analytics.find({ id, projects: 'all' });
}

async function idsOf(analytics: AnalyticStore, filter: AnalyticFilter): Promise<readonly string[]> {
  const ids: string[] = [];
  let page = await analytics.page(filter, { limit: 2 });
  for (;;) {
    ids.push(...page.entries.map(({ id }) => id));
    if (page.next === undefined) return ids;
    page = await analytics.page(filter, { limit: 2, after: page.next });
  }
}
