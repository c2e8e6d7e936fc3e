import { AnalyticResult, decode } from '@memex/core/model';
import { unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { startFront } from './front.js';
import { onEachMajor, openStore } from './servers.js';
import { USERS } from './users-descriptor.js';

const ID = 'a';
const SELECTOR = { id: ID, projects: 'all' } as const;

function resultOf(count: number): AnalyticResult {
  const when = `2026-10-0${count}T00:00:00`;
  return decode(AnalyticResult, { type: 'count', count, creationDt: when, fromDt: null, toDt: when });
}

await onEachMajor('saved results', ([node = '']) => {
  test('an analytic that was found is not read again to save its result', async () => {
    const prefix = `${unique('saved')}-`;
    let requests: string[] = [];
    const front = await startFront(node, {
      before: async ({ url = '' }) => requests.push(url.replace(/\?.*/, '')),
    });
    const store = await openStore([front.url], { prefix });
    await store.analytics.define(ID, USERS);
    await store.analytics.find(SELECTOR);
    requests = [];
    expect(await store.analytics.saveResult(ID, resultOf(1))).toBe(true);
    expect(requests).toEqual(['/_bulk']);
    expect(await store.analytics.find(SELECTOR)).toMatchObject({ result: { count: 1 } });
    await store.stop();
    front.close();
  });

  test('what another process did since then is kept', async () => {
    const prefix = `${unique('saved')}-`;
    const [store, other] = [await openStore([node], { prefix }), await openStore([node], { prefix })];
    await store.analytics.define(ID, USERS);
    await store.analytics.find(SELECTOR);
    await other.analytics.saveResult(ID, resultOf(3));
    expect(await store.analytics.saveResult(ID, resultOf(2))).toBe(true);
    expect(await store.analytics.find(SELECTOR)).toMatchObject({ result: { count: 3 } });
    await other.analytics.delete(SELECTOR);
    expect(await store.analytics.saveResult(ID, resultOf(4))).toBe(false);
    expect(await store.analytics.find(SELECTOR)).toBeUndefined();
    await Promise.all([store.stop(), other.stop()]);
  });
});
