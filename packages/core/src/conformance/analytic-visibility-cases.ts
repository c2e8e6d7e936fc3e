import type { AnalyticStore } from '../analytics/analytic-store.js';
import { Descriptor } from '../analytics/descriptor.js';
import { AnalyticResult } from '../analytics/result.js';
import { decode } from '../codec/decode.js';
import { expectEqual } from './assert.js';
import type { AnalyticalCase } from './case.js';
import { unique } from './samples.js';

/** An acknowledged analytic is in every list from then on, so whoever requests all analytics requests all that were defined. */
export const analyticVisibilityCases: readonly AnalyticalCase[] = [
  {
    name: 'analytic store: lists begun after an acknowledgement show what was defined, computed and deleted',
    async run({ store: { analytics } }) {
      const project = unique('project');
      const [kept, deleted] = [unique('analytic'), unique('analytic')];
      await analytics.define(kept, describe(project));
      expectEqual(await listed(analytics, project), [[kept, null]], 'after a definition');
      await analytics.define(deleted, describe(project));
      expectEqual((await listed(analytics, project)).length, 2, 'after another one');
      await analytics.saveResult(kept, RESULT);
      await analytics.delete({ id: deleted, projects: 'all' });
      expectEqual(await listed(analytics, project), [[kept, RESULT]], 'after a result and a deletion');
    },
  },
  {
    name: 'analytic store: a list begun after many definitions at once has all of them',
    async run({ store: { analytics } }) {
      const project = unique('project');
      const ids = Array.from({ length: 100 }, () => unique('analytic'));
      await Promise.all(ids.map((id) => analytics.define(id, describe(project))));
      const found = (await listed(analytics, project)).map(([id]) => id);
      expectEqual([...found].sort(), [...ids].sort(), 'listed');
    },
  },
];

function describe(project: string): Descriptor {
  const timespan = { type: 'moving', value: '7d' };
  return decode(Descriptor, { project, timespan, type: 'count', dimension: 'user', metric: 'total' });
}

const RESULT = decode(AnalyticResult, {
  type: 'count',
  creationDt: '2026-01-01T00:00:00',
  fromDt: null,
  toDt: '2026-01-01T00:00:00',
  count: 1,
});

async function listed(
  analytics: AnalyticStore,
  project: string,
): Promise<readonly (readonly [id: string, result: AnalyticResult | null])[]> {
  const { entries } = await analytics.page({ projects: [project] }, { limit: 1_000 });
  return entries.map(({ id, result }) => [id, result]);
}
