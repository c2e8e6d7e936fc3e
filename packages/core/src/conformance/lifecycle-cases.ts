import { expectEqual, expectRejection } from './assert.js';
import type { StoreCase } from './case.js';
import type { EntryKind } from './entry-kind.js';
import { unique } from './samples.js';

/** Starting, stopping, and durability. */
export function lifecycleCases<T>({ name, entriesOf, sample }: EntryKind<T>): readonly StoreCase[] {
  return [
    {
      name: `${name}: what was acknowledged survives a restart`,
      async run({ store, reopen }) {
        expectEqual(
          reopen !== undefined,
          entriesOf(store).capabilities.durable,
          'a durable store can be reopened',
        );
        if (reopen === undefined) return;
        const entry = sample({ project: unique('project') });
        await entriesOf(store).append({ entries: [entry] });
        const again = await reopen();
        const found = await entriesOf(again).find({ traceId: entry.traceId, projects: 'all' });
        expectEqual(found?.json, entry.json, 'the text');
      },
    },
    {
      name: `${name}: a stopped store is unavailable, and starting and stopping twice does no harm`,
      async run({ store }) {
        const entry = sample({ project: unique('project') });
        await store.start();
        await store.stop();
        await store.stop();
        await expectRejection(entriesOf(store).append({ entries: [entry] }), 'unavailable', 'append');
        const find = entriesOf(store).find({ traceId: entry.traceId, projects: 'all' });
        await expectRejection(find, 'unavailable', 'find');
        await expectRejection(store.probe(), 'unavailable', 'probe');
        await store.start();
        await store.start();
        await entriesOf(store).append({ entries: [entry] });
      },
    },
  ];
}
