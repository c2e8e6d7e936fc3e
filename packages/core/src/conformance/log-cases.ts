import type { LogFilter } from '../log/log-store.js';
import { expectEqual } from './assert.js';
import type { StoreCase } from './case.js';
import { eventually } from './eventually.js';
import { logEntry, unique } from './samples.js';
import { traceIdsOf } from './walk.js';

/** What only logs have: their filters, and replacement. */
export const logCases: readonly StoreCase[] = [
  {
    name: 'logs: every part of a filter narrows, and all parts must hold',
    async run({ store }) {
      const project = unique('project');
      const match = logEntry({ project, component: 'hub', severity: 'ERROR' });
      const entries = [
        match,
        logEntry({ project, component: 'Hub', severity: 'ERROR' }),
        logEntry({ project, component: 'hub', severity: 'INFO' }),
      ];
      await store.logs.append({ entries });
      const read = (filter: Partial<LogFilter>) =>
        traceIdsOf((request) => store.logs.page({ projects: [project], ...filter }, request));
      await eventually(store.logs.capabilities, async () => {
        expectEqual((await read({})).length, 3, 'no filter');
        expectEqual((await read({ component: 'hub' })).length, 2, 'component');
        expectEqual((await read({ severity: 'ERROR' })).length, 2, 'severity');
        expectEqual(await read({ component: 'hub', severity: 'ERROR' }), [match.traceId], 'both');
      });
    },
  },
  {
    name: 'logs: a replaced log keeps its trace id and moves to its new instant',
    async run({ store }) {
      const [project, elsewhere] = [unique('project'), unique('project')];
      const first = logEntry({ project, timestamp: '2026-03-01' });
      const between = logEntry({ project, timestamp: '2026-04-15' });
      await store.logs.append({ entries: [first, between] });
      const next = {
        ...logEntry({ project, timestamp: '2026-05-01', logContent: 'another line' }),
        traceId: first.traceId,
      };
      expectEqual(await store.logs.replace(next, [elsewhere]), false, 'replaced from another project');
      expectEqual(await store.logs.replace(next, [project]), true, 'replaced');
      const found = await store.logs.find({ traceId: first.traceId, projects: [project] });
      expectEqual(found?.json, next.json, 'the text');
      await eventually(store.logs.capabilities, async () => {
        const order = await traceIdsOf((request) => store.logs.page({ projects: [project] }, request));
        expectEqual(order, [between.traceId, first.traceId], 'order');
      });
    },
  },
  {
    name: 'logs: replacing what is not there stores nothing',
    async run({ store }) {
      const entry = logEntry({ project: unique('project') });
      expectEqual(await store.logs.replace(entry, 'all'), false, 'replaced');
      const found = await store.logs.find({ traceId: entry.traceId, projects: 'all' });
      expectEqual(found, undefined, 'the log');
    },
  },
];
