import { expectEqual, expectRejection } from './assert.js';
import type { AnalyticalCase } from './case.js';

/** What distinguishes a store from every other. */
export const identityCases: readonly AnalyticalCase[] = [
  {
    name: 'identity: the same at every call, for two at once, and after a restart',
    async run({ store, reopen }) {
      const [first, atOnce] = await Promise.all([store.identity(), store.identity()]);
      expectEqual(first.length >= 16, true, 'it is long enough to be random');
      expectEqual(atOnce, first, 'the identity at once');
      expectEqual(await store.identity(), first, 'the identity again');
      if (reopen !== undefined) expectEqual(await (await reopen()).identity(), first, 'after a restart');
    },
  },
  {
    name: 'identity: aborted where the signal has fired, unavailable where the store is stopped',
    async run({ store }) {
      await expectRejection(store.identity({ signal: AbortSignal.abort() }), 'aborted', 'identity');
      await store.stop();
      await expectRejection(store.identity(), 'unavailable', 'identity');
      await store.start();
    },
  },
];
