import { type Instant, parseTimestamp } from '../time/instant.js';
import { expectEqual, expectRejection } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';
import { traceIdsOf } from './walk.js';

/** Deletion by age. No other case uses the same years. */
export function retentionCases<T>({ name, entriesOf, sample }: EntryKind<T>): readonly StoreCase[] {
  return [
    {
      name: `${name}: what is earlier than an instant is deleted to the microsecond, within one project`,
      async run({ store }) {
        const entries = entriesOf(store);
        const [project, other] = [unique('project'), unique('project')];
        const timestamps = [
          '1986-01-31',
          '1986-02-01',
          '1986-03-09T23:59:59.999999',
          '1986-03-10',
          '1986-04-01',
        ];
        const mine = timestamps.map((timestamp) => sample({ project, timestamp }));
        // Beside the first months, another project has something in the second only.
        const theirs = sample({ project: other, timestamp: '1986-02-02' });
        await entries.append({ entries: [...mine, theirs] });
        const selector = { project, before: at('1986-03-10') };
        expectEqual(await entries.deleteBefore(selector), 3, 'deleted');
        expectEqual(await entries.deleteBefore(selector), 0, 'deleted again');
        for (const { traceId } of mine.slice(0, 3))
          expectEqual(await entries.find({ traceId, projects: 'all' }), undefined, 'a deleted entry');
        await eventually(entries.capabilities, async () => {
          const left = await traceIdsOf((request) => entries.page({ projects: [project, other] }, request));
          expectEqual(left, [theirs.traceId, mine[3]?.traceId, mine[4]?.traceId], 'left');
        });
        expectEqual(await entries.count({ projects: [project] }), 2, 'count');
      },
    },
    {
      name: `${name}: where everything of a month was deleted, it can be stored again`,
      async run({ store }) {
        const entries = entriesOf(store);
        const project = unique('project');
        const first = sample({ project, timestamp: '1987-01-15' });
        await entries.append({ entries: [first] });
        expectEqual(await entries.deleteBefore({ project, before: at('1987-02-01') }), 1, 'deleted');
        const again = sample({ project, timestamp: '1987-01-16' });
        await entries.append({ entries: [again] });
        expectEqual(await entries.count({ projects: [project] }), 1, 'count');
        const found = await entries.find({ traceId: again.traceId, projects: 'all' });
        expectEqual(found?.json, again.json, 'the new entry');
        expectEqual(await entries.deleteBefore({ project, before: at('1987-02-01') }), 1, 'deleted again');
      },
    },
    {
      name: `${name}: thousands are deleted by age while others are stored`,
      async run({ store }) {
        const entries = entriesOf(store);
        const [project, other] = [unique('project'), unique('project')];
        const many = Array.from({ length: 3_000 }, (_, index) =>
          sample({ project, timestamp: `1988-0${1 + (index % 3)}-10T00:00:00` }),
        );
        await entries.append({ entries: many });
        const [deleted] = await Promise.all([
          entries.deleteBefore({ project, before: at('1988-03-01') }),
          entries.append({ entries: [sample({ project: other, timestamp: '1988-01-20' })] }),
        ]);
        expectEqual(deleted, 2_000, 'deleted');
        expectEqual(await entries.count({ projects: [project] }), 1_000, 'left');
        expectEqual(await entries.count({ projects: [other] }), 1, 'of the other project');
      },
    },
    {
      name: `${name}: deletion by age is aborted where the signal has fired, unavailable where the store is stopped`,
      async run({ store }) {
        const selector = { project: unique('project'), before: at('1986-03-10') };
        const aborted = entriesOf(store).deleteBefore(selector, { signal: AbortSignal.abort() });
        await expectRejection(aborted, 'aborted', 'deleteBefore');
        await store.stop();
        await expectRejection(entriesOf(store).deleteBefore(selector), 'unavailable', 'deleteBefore');
        await store.start();
      },
    },
  ];
}

function at(text: string): Instant {
  const parsed = parseTimestamp(text);
  if (parsed === undefined) throw new TypeError(`${text} is no timestamp`);
  return parsed.instant;
}
