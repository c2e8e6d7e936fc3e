import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { type PortMethod, wrapMethods } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { logLine, request } from './samples.js';

const RANGE = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };

/** Makes a store look at three entries for a page. */
function lookAtThree(method: PortMethod, name: string): PortMethod {
  return name === 'page'
    ? (filter, asked, options) => method(filter, Object.assign({}, asked, { maxScanned: 3 }), options)
    : method;
}

/** Every tenth has the channel APP, or the severity ERROR. */
async function opened(count: number) {
  const store = createMemoryStore();
  const memex = createMemex({
    store: {
      ...store,
      messages: wrapMethods(store.messages, lookAtThree),
      logs: wrapMethods(store.logs, lookAtThree),
    },
  });
  await memex.start();
  const indices = Array.from({ length: count }, (_, index) => index);
  await memex.untrusted.messages.append(
    indices.map((index) => request({ messageId: `m${index}`, channel: index % 10 === 9 ? 'APP' : 'WEB' })),
  );
  await memex.untrusted.logs.append(
    indices.map((index) => logLine({ logId: `l${index}`, severity: index % 10 === 9 ? 'ERROR' : 'INFO' })),
  );
  return memex;
}

test('a page with a filter has as many messages as were asked for, however few of them a store looks at', async () => {
  const memex = await opened(100);
  const query = { ...RANGE, channel: 'APP', maxSize: 4 };
  const first = await memex.messages.page(query);
  const second = await memex.messages.page({ ...query, cursor: first.cursor });
  const third = await memex.messages.page({ ...query, cursor: second.cursor });
  const ids = [first, second, third].map(({ entries }) =>
    entries.map(({ json }) => JSON.parse(json).messageId),
  );
  expect(ids).toEqual([
    ['m9', 'm19', 'm29', 'm39'],
    ['m49', 'm59', 'm69', 'm79'],
    ['m89', 'm99'],
  ]);
  expect(third.cursor).toBeUndefined();
});

test('a page that nothing passes is the last one', async () => {
  const memex = await opened(20);
  expect(await memex.messages.page({ ...RANGE, channel: 'none' })).toEqual({
    entries: [],
    cursor: undefined,
  });
});

test('so has a page of logs', async () => {
  const memex = await opened(40);
  const { entries, cursor } = await memex.logs.page({ ...RANGE, severity: 'ERROR' });
  expect(entries.map(({ json }) => JSON.parse(json).logId)).toEqual(['l9', 'l19', 'l29', 'l39']);
  expect(cursor).toBeUndefined();
});
