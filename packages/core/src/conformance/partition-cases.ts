import { expectEqual } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';
import { traceIdsOf } from './walk.js';

/** Retention by partition. No other case uses the same years. */
export function partitionCases<T>({
  name,
  partitionPrefix,
  entriesOf,
  sample,
}: EntryKind<T>): readonly StoreCase[] {
  return [
    {
      name: `${name}: dropping a month's partition deletes that month and no other`,
      async run({ store }) {
        const project = unique('project');
        const instants = [
          '1984-01-31T23:59:59.999999',
          '1984-02-01',
          '1984-02-29T23:59:59.999999',
          '1984-03-01',
        ];
        const entries = instants.map((timestamp) => sample({ project, timestamp }));
        await entriesOf(store).append({ entries });
        await eventually(entriesOf(store).capabilities, async () => {
          const all = await traceIdsOf((request) => entriesOf(store).page({ projects: [project] }, request));
          expectEqual(all.length, 4, 'entries before');
        });
        expectEqual(await entriesOf(store).dropPartition(`${partitionPrefix}-1984-02`), true, 'dropped');
        await eventually(entriesOf(store).capabilities, async () => {
          const left = await traceIdsOf((request) => entriesOf(store).page({ projects: [project] }, request));
          expectEqual(left, [entries[0]?.traceId, entries[3]?.traceId], 'entries left');
        });
        expectEqual(
          await entriesOf(store).dropPartition(`${partitionPrefix}-1984-02`),
          false,
          'dropped again',
        );
      },
    },
    {
      name: `${name}: only the exact name of a partition drops one`,
      async run({ store }) {
        const entry = sample({ project: unique('project'), timestamp: '1985-05-05' });
        await entriesOf(store).append({ entries: [entry] });
        const prefix = partitionPrefix;
        const names = [
          '*',
          '_all',
          '',
          prefix,
          `${prefix}-*`,
          `${prefix}-1985-0*`,
          `${prefix}-1985-05,x`,
          'other-1985-05',
        ];
        for (const wrong of [
          ...names,
          `${prefix}-1985`,
          ` ${prefix}-1985-05`,
          `${prefix}-1985-05/..`,
          '../x',
          '.kibana',
        ]) {
          expectEqual(await entriesOf(store).dropPartition(wrong), false, `dropped ${wrong}`);
        }
        const found = await entriesOf(store).find({ traceId: entry.traceId, projects: 'all' });
        expectEqual(found?.json, entry.json, 'the entry');
      },
    },
  ];
}
