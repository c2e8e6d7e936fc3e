import { parseApiKeys } from '@memex/adapter-http';
import { AbortedError, type AnalyticalStore } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { MessageAnalysis } from '@memex/core/ports';
import { describe, expect, test } from 'vitest';
import { createGate } from './support/gate.js';
import { aggregation, descriptor, message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const PATH = '/analytics/query';
const users = descriptor();
const channels = descriptor({ type: 'segmentation', dimension: 'message', metric: 'all', by: 'channel' });
const year = { timespan: { type: 'fixed', start: '2025-01-01', end: '2025-12-31' } };

function hoursOf(start: number) {
  return {
    ...users,
    timespan: { type: 'fixed', start: `${start}-01-01`, end: `${start}-12-31` },
    interval: 'hour',
  };
}

function ask(service: Service, body: unknown, headers = {}) {
  return service.call('POST', PATH, { body, headers });
}

/** A store in memory whose analyses are made by `measure`. */
function storeWith(measure: MessageAnalysis['measure']): AnalyticalStore {
  const store = createMemoryStore();
  return { ...store, analysis: { capabilities: store.analysis.capabilities, measure } };
}

describe('a query of analytics', () => {
  test('has the results of its descriptors in their order, and stores nothing', async () => {
    const service = await startService();
    await service.memex.untrusted.messages.append([message(), message({ userId: 'u2', channel: 'WEB' })]);
    const { status, body } = await ask(service, [users, channels, aggregation(), users]);
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { type: 'count', count: 2 },
      { type: 'segmentation', segments: [{ count: 1 }, { count: 1 }] },
      { type: 'aggregation' },
      { type: 'count', count: 2 },
    ]);
    expect((await service.call('GET', '/analytics')).body).toEqual([]);
  });

  test('has a tag that changes when a result does, and not with time', async () => {
    const service = await startService();
    const tagOf = async () =>
      (await ask(service, [users, channels, { ...users, interval: 'day' }])).headers.etag;
    const before = await tagOf();
    expect(before).toMatch(/^W\/"[0-9a-f]{32}"$/);
    expect(await tagOf()).toBe(before);
    await service.memex.untrusted.messages.append([message()]);
    expect(await tagOf()).not.toBe(before);
  });

  test('is 304 without a body where the client has its tag, in any list or form, and 200 once a result differs', async () => {
    const service = await startService();
    const asked = [users, channels];
    const { etag = '' } = (await ask(service, asked)).headers;
    const again = (tags: string) => ask(service, asked, { 'if-none-match': tags });
    for (const tags of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
      const { status, text, headers } = await again(tags);
      expect({ tags, status, text, etag: headers.etag }).toEqual({ tags, status: 304, text: '', etag });
    }
    for (const tags of ['"other"', '', 'W/', etag.slice(0, -2)])
      expect({ tags, status: (await again(tags)).status }).toEqual({ tags, status: 200 });
    expect((await ask(service, [users], { 'if-none-match': etag })).status).toBe(200);
    await service.memex.untrusted.messages.append([message()]);
    expect((await again(etag)).status).toBe(200);
  });

  test('whose results cannot have changed is 304 without being computed, where the store tells', async () => {
    let [version, computed] = ['1', 0];
    const memory = createMemoryStore();
    const analysis = {
      capabilities: memory.analysis.capabilities,
      measure: (...parameters: Parameters<MessageAnalysis['measure']>) => {
        computed++;
        return memory.analysis.measure(...parameters);
      },
      version: async () => version,
    };
    const service = await startService({ store: { ...memory, analysis } });
    const week = { ...users, timespan: { type: 'moving', value: '7d' } };
    for (const [asked, isKnown] of [
      [[week], true],
      [
        [
          { ...users, ...year },
          { ...week, interval: 'day', compare: 'previous' },
        ],
        true,
      ],
      // Messages of the future come into it.
      [[week, { ...users, timespan: { type: 'moving', value: 'all' } }], false],
    ] as const) {
      const { etag = '' } = (await ask(service, asked)).headers;
      const again = async () => (await ask(service, asked, { 'if-none-match': etag })).status;
      computed = 0;
      expect([await again(), computed > 0]).toEqual([304, !isKnown]);
      expect((await ask(service, asked, { 'if-none-match': '"other"' })).text).not.toBe('');
      version += '1';
      computed = 0;
      expect([await again(), computed > 0]).toEqual([304, true]);
    }
  });

  test.each([
    ['an unknown field', [users, { ...users, metrics: 'x' }], '[1].metrics'],
    ['what cannot be computed', [users, { ...users, compare: 'previous' }], '[1].compare'],
    ['no descriptor', [], ''],
    ['one that is in no list', users, ''],
    ['too many values', [{ ...channels, ...year, interval: 'hour', limit: 1_000 }], '[0]'],
    ['too many values together', Array(50).fill({ ...users, ...year, interval: 'hour' }), ''],
    ['too many parts together', [2000, 2001, 2002].map(hoursOf), ''],
  ])('with %s is refused, naming the place', async (_, sent, path) => {
    const { status, body } = await ask(await startService(), sent);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ path }] });
  });

  test('of more than 50 descriptors is too large', async () => {
    expect(await ask(await startService(), Array(51).fill(users))).toMatchObject({ status: 413 });
  });

  test('about the project of another key is forbidden', async () => {
    const service = await startService({ apiKeys: parseApiKeys('mine:app,other:other') });
    const status = async (key: string) =>
      (await ask(service, [users], { 'x-wenet-component-apikey': key })).status;
    expect([await status('mine'), await status('other')]).toEqual([200, 403]);
  });

  test('that takes too long is 503, and its computation is aborted', async () => {
    let aborted = 0;
    const store = storeWith(
      (_, options) =>
        new Promise((_, reject) => {
          options?.signal?.addEventListener('abort', () => {
            aborted++;
            reject(new AbortedError());
          });
        }),
    );
    const service = await startService({ store, queryTimeoutMs: 200 });
    const { status, body, headers } = await ask(service, [users]);
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '10' });
    expect(body).toMatchObject({ status: expect.stringContaining('takes longer than 0.2 s') });
    expect(aborted).toBe(1);
    expect(service.errors).toEqual([]);
  });

  test('waits while two others of its key are computed, and those of another key do not', async () => {
    const gate = createGate();
    const memory = createMemoryStore();
    let begun = 0;
    const store = storeWith(async (request, options) => {
      begun++;
      await gate.pass();
      return memory.analysis.measure(request, options);
    });
    await memory.start();
    const service = await startService({ store, apiKeys: parseApiKeys('one,two') });
    const asked = ['one', 'one', 'one', 'one', 'two'].map((key) =>
      ask(service, [users], { 'x-wenet-component-apikey': key }),
    );
    await expect.poll(() => begun).toBe(3);
    for (let time = 0; time < 10; time++) await service.call('GET', '/health');
    expect(begun).toBe(3);
    gate.open();
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(begun).toBe(5);
  });
});
