import type { Projects } from '../entry/entry.js';
import type { Store } from '../store/store.js';
import { expectEqual } from './assert.js';
import type { StoreCase } from './case.js';
import { eventually } from './eventually.js';
import { logEntry, messageEntry, unique } from './samples.js';

/** The projects that a store has messages of. */
export const projectCases: readonly StoreCase[] = [
  {
    name: 'projects: each one that has messages is told once, with their number and the times of the first and the last',
    async run({ store }) {
      const [one, two, logged] = [unique('project'), unique('project'), unique('project')];
      const times = [
        '2026-03-01T12:00:00.000002',
        '2026-03-01T13:00:00.000001+01:00',
        '1999-12-31T23:59:59.999999',
        '2026-03-01T11:00:00-02:30',
      ];
      const entries = times.map((timestamp) => messageEntry({ project: one, timestamp }));
      await store.messages.append({ entries: [...entries, messageEntry({ project: two })] });
      await store.logs.append({ entries: [logEntry({ project: logged }), logEntry({ project: two })] });
      await eventually(store.messages.capabilities, async () => {
        const wanted = [
          {
            project: one,
            messages: 4,
            firstTime: '1999-12-31T23:59:59.999999',
            lastTime: '2026-03-01T13:30:00',
          },
          { project: two, messages: 1, firstTime: '2026-03-01T12:00:00', lastTime: '2026-03-01T12:00:00' },
        ];
        expectEqual(await store.messages.projects({ projects: [two, logged, one] }), wanted, 'projects');
      });
    },
  },
  {
    name: 'projects: they are sorted by the code points of their names, whatever the names',
    async run({ store }) {
      const stem = unique('project');
      const names = ['', '-', 'A', 'Z', 'a', 'ab', 'z', 'é', 'と', '\ufffd', '🙂'].map((end) => stem + end);
      const entries = names.map((project) => messageEntry({ project }));
      await store.messages.append({ entries: entries.reverse() });
      await eventually(store.messages.capabilities, async () => {
        expectEqual(await namesOf(store, names), names, 'those that are named');
        const all = await namesOf(store, 'all');
        expectEqual(
          all.filter((name) => name.startsWith(stem)),
          names,
          'those among all',
        );
      });
    },
  },
  {
    name: 'projects: nothing is told of other projects than those that are named',
    async run({ store }) {
      const [mine, other] = [unique('project'), unique('project')];
      await store.messages.append({
        entries: [
          messageEntry({ project: mine, timestamp: '2026-03-02' }),
          messageEntry({ project: other, timestamp: '2026-03-01' }),
          messageEntry({ project: other, timestamp: '2026-03-03' }),
        ],
      });
      await eventually(store.messages.capabilities, async () => {
        const time = '2026-03-02T00:00:00';
        const wanted = [{ project: mine, messages: 1, firstTime: time, lastTime: time }];
        expectEqual(await store.messages.projects({ projects: [mine] }), wanted, 'one');
      });
      const similar = [`${mine}*`, mine.toUpperCase(), mine.slice(0, -1), ''];
      expectEqual(await store.messages.projects({ projects: similar }), [], 'similar names');
      expectEqual(await store.messages.projects({ projects: [] }), [], 'none');
    },
  },
  {
    name: 'projects: deleted messages do not count, and a project without messages is gone',
    async run({ store }) {
      const [project, userId] = [unique('project'), unique('user')];
      const sample = (timestamp: string) => messageEntry({ project, userId, timestamp });
      const ends = [sample('2026-03-01'), sample('2026-03-03')];
      await store.messages.append({ entries: [...ends, sample('2026-03-02')] });
      for (const { traceId } of ends) await store.messages.delete({ traceId, projects: [project] });
      const time = '2026-03-02T00:00:00';
      await eventually(store.messages.capabilities, async () => {
        const wanted = [{ project, messages: 1, firstTime: time, lastTime: time }];
        expectEqual(await store.messages.projects({ projects: [project] }), wanted, 'what is left');
      });
      await store.messages.eraseUser({ userId, projects: [project] });
      await eventually(store.messages.capabilities, async () => {
        expectEqual(await store.messages.projects({ projects: [project] }), [], 'after the erasure');
      });
    },
  },
];

async function namesOf(store: Store, projects: Projects): Promise<readonly string[]> {
  return (await store.messages.projects({ projects })).map(({ project }) => project);
}
