import type { KeyValuePageRequest, KeyValueStore } from '../key-value/key-value-store.js';
import { expectEqual, expectRejection } from './assert.js';
import type { StoreCase } from './case.js';
import { unique } from './samples.js';

/** What Memex keeps beside entries. Each case has a space of its own. */
export const keyValueCases: readonly StoreCase[] = [
  {
    name: 'key-values: put replaces, get finds, delete tells whether there was one, and spaces are apart',
    async run({ store: { keyValues } }) {
      const [one, other] = [unique('space'), unique('space')];
      expectEqual(await keyValues.get(one, 'key'), undefined, 'before');
      await keyValues.put(one, { key: 'key', value: '{"a":1}' });
      await keyValues.put(one, { key: 'key', value: '' });
      await keyValues.put(other, { key: 'key', value: 'x' });
      expectEqual(await keyValues.get(one, 'key'), '', 'the last value');
      expectEqual(await keyValues.delete(one, 'key'), true, 'deleted');
      expectEqual(await keyValues.delete(one, 'key'), false, 'deleted again');
      expectEqual(await keyValues.get(one, 'key'), undefined, 'after');
      expectEqual(await keyValues.get(other, 'key'), 'x', 'in the other space');
    },
  },
  {
    name: 'key-values: of several calls at once, one gives an absent key its value, and all learn it',
    async run({ store: { keyValues } }) {
      const space = unique('space');
      const values = ['a', 'b', 'c', 'd', 'e'];
      const known = await Promise.all(
        values.map((value) => keyValues.putIfAbsent(space, { key: 'key', value })),
      );
      expectEqual(new Set(known).size, 1, 'values that were told');
      expectEqual(await keyValues.get(space, 'key'), known[0], 'the value');
      expectEqual(await keyValues.putIfAbsent(space, { key: 'key', value: 'late' }), known[0], 'later');
    },
  },
  {
    name: 'key-values: pages go through a space in the order of code points, in both directions, and see every write at once',
    async run({ store: { keyValues } }) {
      const space = unique('space');
      const ordered = ['A', 'a', 'a b', 'é', '日本', '\u{ff5e}', '\u{1f600}', '\u{1f600}x'.padEnd(512, 'y')];
      for (const key of ordered.toReversed()) await keyValues.put(space, { key, value: `value of ${key}` });
      await keyValues.put(`${space}-other`, { key: 'b', value: '' });
      expectEqual(await keysOf(keyValues, space, { limit: 3, order: 'ascending' }), ordered, 'ascending');
      const backwards = await keysOf(keyValues, space, { limit: 3, order: 'descending' });
      expectEqual(backwards, ordered.toReversed(), 'descending');
      await keyValues.delete(space, 'a');
      const left = await keysOf(keyValues, space, { limit: 100, order: 'ascending' });
      expectEqual(left, ordered.toSpliced(1, 1), 'after a deletion');
      const [first] = await keyValues.page(space, { limit: 1, order: 'ascending' });
      expectEqual(first, { key: 'A', value: 'value of A' }, 'an entry');
    },
  },
  {
    name: 'key-values: they survive a restart',
    async run({ store, reopen }) {
      if (reopen === undefined) return;
      const space = unique('space');
      await store.keyValues.put(space, { key: 'key', value: 'value' });
      expectEqual(await (await reopen()).keyValues.get(space, 'key'), 'value', 'after a restart');
    },
  },
  {
    name: 'key-values: aborted where the signal has fired, unavailable where the store is stopped',
    async run({ store }) {
      const { keyValues } = store;
      const entry = { key: 'key', value: '' };
      const page = { limit: 1, order: 'ascending' } as const;
      const calls = (options: { readonly signal?: AbortSignal }) => [
        () => keyValues.get('space', 'key', options),
        () => keyValues.put('space', entry, options),
        () => keyValues.putIfAbsent('space', entry, options),
        () => keyValues.delete('space', 'key', options),
        () => keyValues.page('space', page, options),
      ];
      for (const call of calls({ signal: AbortSignal.abort() }))
        await expectRejection(call(), 'aborted', 'a call');
      await store.stop();
      for (const call of calls({})) await expectRejection(call(), 'unavailable', 'a call');
      await store.start();
    },
  },
];

async function keysOf(
  store: KeyValueStore,
  space: string,
  request: KeyValuePageRequest,
): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let after: string | undefined; ; after = keys.at(-1)) {
    const page = await store.page(space, { ...request, after });
    keys.push(...page.map(({ key }) => key));
    if (page.length < request.limit) return keys;
  }
}
