import { expectRejection, expectTrue } from './assert.js';
import type { StoreCase } from './case.js';
import { eventually } from './eventually.js';
import { messageEntry, unique } from './samples.js';

/** How much a store takes. */
export const sizeCases: readonly StoreCase[] = [
  {
    name: 'size: a number of bytes, more than none once something is stored',
    async run({ store }) {
      await store.messages.append({ entries: [messageEntry({ project: unique('project') })] });
      await eventually(store.messages.capabilities, async () => {
        const bytes = await store.size();
        expectTrue(Number.isSafeInteger(bytes) && bytes > 0, `size is ${bytes}`);
      });
    },
  },
  {
    name: 'size: aborted where the signal has fired, unavailable where the store is stopped',
    async run({ store }) {
      await expectRejection(store.size({ signal: AbortSignal.abort() }), 'aborted', 'size');
      await store.stop();
      await expectRejection(store.size(), 'unavailable', 'size');
      await store.start();
    },
  },
];
