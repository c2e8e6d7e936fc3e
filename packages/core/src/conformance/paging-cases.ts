import type { PageRequest } from '../entry/entry.js';
import { type Instant, parseTimestamp } from '../time/instant.js';
import { expectEqual, expectRejection } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';
import { pages, traceIdsOf } from './walk.js';

/** Ranges, order and pages. */
export function pagingCases<T>({ name, entriesOf, sample }: EntryKind<T>): readonly StoreCase[] {
  return [
    {
      name: `${name}: a range is inclusive at both ends, to the microsecond`,
      async run({ store }) {
        const project = unique('project');
        const entries = [0, 1, 2, 3].map((micro) =>
          sample({ project, timestamp: `2026-03-01T12:00:00.00000${micro}` }),
        );
        await entriesOf(store).append({ entries });
        const range = {
          projects: [project],
          from: instant('2026-03-01T12:00:00.000001'),
          to: instant('2026-03-01T12:00:00.000002'),
        };
        await eventually(entriesOf(store).capabilities, async () => {
          const found = await traceIdsOf((request) => entriesOf(store).page(range, request));
          expectEqual(found, [entries[1]?.traceId, entries[2]?.traceId], 'entries in range');
        });
      },
    },
    {
      name: `${name}: pages are ordered by instant, whatever the offset and the order of storing`,
      async run({ store }) {
        const project = unique('project');
        const late = sample({ project, timestamp: '2026-03-01T10:00:00-05:00' });
        const middle = sample({ project, timestamp: '2026-03-01T12:00:00Z' });
        const early = sample({ project, timestamp: '2026-03-01T13:00:00+05:45' });
        await entriesOf(store).append({ entries: [late, early] });
        await entriesOf(store).append({ entries: [middle] });
        await eventually(entriesOf(store).capabilities, async () => {
          const found = await traceIdsOf((request) =>
            entriesOf(store).page({ projects: [project] }, request),
          );
          expectEqual(found, [early.traceId, middle.traceId, late.traceId], 'order');
        });
      },
    },
    {
      name: `${name}: every page size walks over all entries once, also where instants are equal`,
      async run({ store }) {
        const project = unique('project');
        const entries = Array.from({ length: 20 }, (_, index) =>
          sample({ project, timestamp: `2026-03-01T12:00:00.00000${Math.floor(index / 7)}` }),
        );
        await entriesOf(store).append({ entries });
        const read = entriesOf(store).page.bind(entriesOf(store), { projects: [project] });
        await eventually(entriesOf(store).capabilities, async () => {
          const whole = await traceIdsOf((request) => read(request), 1_000);
          expectEqual([...whole].sort(), entries.map(({ traceId }) => traceId).sort(), 'all entries');
          for (const limit of [1, 2, 6, 7, 19, 20, 21]) {
            expectEqual(await traceIdsOf((request) => read(request), limit), whole, `pages of ${limit}`);
          }
        });
      },
    },
    {
      name: `${name}: the newest first is the reverse of the oldest first, at every page size and within a range`,
      async run({ store }) {
        const project = unique('project');
        const entries = Array.from({ length: 20 }, (_, index) =>
          sample({ project, timestamp: `2026-03-01T12:00:00.00000${Math.floor(index / 5)}` }),
        );
        await entriesOf(store).append({ entries });
        const range = {
          from: instant('2026-03-01T12:00:00.000001'),
          to: instant('2026-03-01T12:00:00.000002'),
        };
        await eventually(entriesOf(store).capabilities, async () => {
          for (const filter of [{ projects: [project] }, { projects: [project], ...range }]) {
            const read = entriesOf(store).page.bind(entriesOf(store), filter);
            const forwards = await traceIdsOf((request) => read(request), 1_000);
            expectEqual(forwards.length, 'from' in filter ? 10 : 20, 'entries');
            for (const limit of [1, 3, 5, 19, 21]) {
              const backwards = await traceIdsOf((request) => read({ ...request, order: 'newest' }), limit);
              expectEqual(backwards, [...forwards].reverse(), `pages of ${limit}`);
            }
          }
        });
      },
    },
    {
      name: `${name}: a walk from the newest yields each earlier entry once while others write`,
      async run({ store }) {
        const project = unique('project');
        const earlier = Array.from({ length: 12 }, (_, index) =>
          sample({ project, timestamp: `2026-03-01T12:00:${String(10 + Math.floor(index / 3))}` }),
        );
        await entriesOf(store).append({ entries: earlier });
        const projects = [project];
        const read = (request: PageRequest) =>
          entriesOf(store).page({ projects }, { ...request, order: 'newest' });
        await eventually(entriesOf(store).capabilities, async () => {
          expectEqual((await traceIdsOf(read, 100)).length, earlier.length, 'entries before the walk');
        });
        const seen: string[] = [];
        const added = new Set<string>();
        for await (const entries of pages(read, 2)) {
          seen.push(...entries.map(({ traceId }) => traceId));
          const noise = ['00', '12', '59'].map((second) =>
            sample({ project, timestamp: `2026-03-01T12:00:${second}` }),
          );
          if (added.size < 60) await entriesOf(store).append({ entries: noise });
          for (const { traceId } of noise) added.add(traceId);
        }
        const wanted = earlier.map(({ traceId }) => traceId).sort();
        expectEqual(seen.filter((traceId) => !added.has(traceId)).sort(), wanted, 'earlier entries');
        expectEqual(new Set(seen).size, seen.length, 'entries seen once');
      },
    },
    {
      name: `${name}: a count counts what a walk would yield`,
      async run({ store }) {
        const [project, other] = [unique('project'), unique('project')];
        const entries = [1, 2, 3].map((second) =>
          sample({ project, timestamp: `2026-03-01T12:00:00.00000${second}` }),
        );
        await entriesOf(store).append({ entries: [...entries, sample({ project: other })] });
        const range = {
          from: instant('2026-03-01T12:00:00.000002'),
          to: instant('2026-03-01T12:00:00.000003'),
        };
        await eventually(entriesOf(store).capabilities, async () => {
          expectEqual(await entriesOf(store).count({ projects: [project] }), 3, 'one project');
          expectEqual(await entriesOf(store).count({ projects: [project, other] }), 4, 'two projects');
          expectEqual(await entriesOf(store).count({ projects: [] }), 0, 'no project');
          expectEqual(await entriesOf(store).count({ projects: [project], ...range }), 2, 'a range');
        });
      },
    },
    {
      name: `${name}: a full page that is the last has no next`,
      async run({ store }) {
        const project = unique('project');
        await entriesOf(store).append({ entries: [sample({ project }), sample({ project })] });
        await eventually(entriesOf(store).capabilities, async () => {
          const page = await entriesOf(store).page({ projects: [project] }, { limit: 2 });
          expectEqual([page.entries.length, page.next], [2, undefined], 'page');
        });
      },
    },
    {
      name: `${name}: the same page asked twice is the same page`,
      async run({ store }) {
        const project = unique('project');
        await entriesOf(store).append({ entries: Array.from({ length: 9 }, () => sample({ project })) });
        await eventually(entriesOf(store).capabilities, async () => {
          const first = await entriesOf(store).page({ projects: [project] }, { limit: 4 });
          const request = { limit: 4, after: first.next };
          const [one, two] = [
            await entriesOf(store).page({ projects: [project] }, request),
            await entriesOf(store).page({ projects: [project] }, request),
          ];
          expectEqual(one.entries.length, 4, 'entries of a page');
          expectEqual(two.entries, one.entries, 'the page');
        });
      },
    },
    {
      name: `${name}: a walk yields each earlier entry once while others write and delete`,
      async run({ store }) {
        const project = unique('project');
        const earlier = Array.from({ length: 40 }, (_, index) =>
          sample({ project, timestamp: `2026-03-01T12:00:${String(10 + Math.floor(index / 2))}` }),
        );
        await entriesOf(store).append({ entries: earlier });
        const projects = [project];
        await eventually(entriesOf(store).capabilities, async () => {
          const all = await traceIdsOf((request) => entriesOf(store).page({ projects }, request), 100);
          expectEqual(all.length, earlier.length, 'entries before the walk');
        });
        const seen: string[] = [];
        const added = new Set<string>();
        for await (const entries of pages((request) => entriesOf(store).page({ projects }, request), 4)) {
          seen.push(...entries.map(({ traceId }) => traceId));
          const noise = ['00', '15', '59'].map((second) =>
            sample({ project, timestamp: `2026-03-01T12:00:${second}` }),
          );
          await entriesOf(store).append({ entries: noise });
          for (const { traceId } of noise) added.add(traceId);
          const passed = entries[0]?.traceId;
          if (passed !== undefined) await entriesOf(store).delete({ traceId: passed, projects });
          if (added.size > 600) break;
        }
        const wanted = earlier.map(({ traceId }) => traceId).sort();
        expectEqual(seen.filter((traceId) => !added.has(traceId)).sort(), wanted, 'earlier entries');
        expectEqual(new Set(seen).size, seen.length, 'entries seen once');
      },
    },
    {
      name: `${name}: a page shows nothing of other projects`,
      async run({ store }) {
        const [mine, other] = [unique('project'), unique('project')];
        const entry = sample({ project: mine });
        await entriesOf(store).append({ entries: [entry, sample({ project: other })] });
        await eventually(entriesOf(store).capabilities, async () => {
          const read = (projects: readonly string[]) =>
            traceIdsOf((request) => entriesOf(store).page({ projects }, request));
          expectEqual(await read([mine]), [entry.traceId], 'one project');
          expectEqual((await read([mine, other])).length, 2, 'two projects');
          expectEqual(await read([]), [], 'no project');
          expectEqual(await read([`${mine}*`, mine.toUpperCase(), mine.slice(0, -1)]), [], 'similar names');
        });
      },
    },
    {
      name: `${name}: a position that the store did not make is refused`,
      async run({ store }) {
        for (const after of ['', 'x', '1', "1' OR 1", '{"a":1}', '1e9:1', '-:-', '\u0000']) {
          const call = entriesOf(store).page({ projects: [unique('project')] }, { limit: 1, after });
          await expectRejection(call, 'malformed', `position ${JSON.stringify(after)}`);
        }
      },
    },
  ];
}

function instant(text: string): Instant | undefined {
  return parseTimestamp(text)?.instant;
}
