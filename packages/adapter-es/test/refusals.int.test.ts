import type { IncomingHttpHeaders } from 'node:http';
import { UnavailableError } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { createElasticsearchStore } from '../src/index.js';
import { denial, type FrontAnswer, forbidden, inJson, startFront, TOO_LARGE } from './front.js';
import { countMessages } from './measure.js';
import { onEachMajor, openStore } from './servers.js';

/** What a proxy takes: a tenth of what Memex sends at once. */
const LIMIT = 600_000;

await onEachMajor('what is refused', ([node = '']) => {
  test('a bulk request that is too large for a proxy is sent in two parts, and everything is stored', async () => {
    let refused = 0;
    const front = await startFront(node, {
      answers: ({ headers }) => {
        if (!isLarge(headers)) return undefined;
        refused++;
        return TOO_LARGE;
      },
    });
    const store = await openStore([front.url], { replicas: 0 });
    const batch = () =>
      Array.from({ length: 30 }, () =>
        messageEntry({ project: 'p', metadata: { text: 'x'.repeat(100_000) } }),
      );
    const stored = await Promise.all([1, 2, 3].map(() => store.messages.append({ entries: batch() })));
    const before = refused;
    stored.push(await store.messages.append({ entries: batch() }));
    expect(await store.messages.count({ projects: ['p'] })).toBe(120);
    expect(stored.flat()).toHaveLength(120);
    expect(before).toBeGreaterThan(0);
    expect(refused - before).toBe(0);
    await store.stop();
    front.close();
  });

  test('a single message that is too large for a proxy is refused, and blocks no other', async () => {
    const front = await startFront(node, {
      answers: ({ headers }) => (isLarge(headers) ? TOO_LARGE : undefined),
    });
    const store = await openStore([front.url], { replicas: 0 });
    const large = messageEntry({ project: 'p', metadata: { text: 'x'.repeat(900_000) } });
    const small = messageEntry({ project: 'p' });
    const [one, other] = await Promise.allSettled([
      store.messages.append({ entries: [large] }),
      store.messages.append({ entries: [small] }),
    ]);
    expect(other.status).toBe('fulfilled');
    expect(one.status === 'rejected' && String(one.reason)).toMatch(/does not accept a request of this size/);
    expect(one.status === 'rejected' && one.reason).toBeInstanceOf(UnavailableError);
    await store.stop();
    front.close();
  });

  test('a privilege that is missing at start is reported in one line with its name and purpose', async () => {
    const cases: readonly (readonly [call: RegExp, action: string, purpose: string])[] = [
      [/^GET \/_nodes/, 'cluster:monitor/nodes/info', 'ask for its version'],
      [/^PUT \/_index_template/, 'indices:admin/index_template/put', 'put the index template memex-keys'],
    ];
    for (const [call, action, purpose] of cases) {
      expect(
        await startedBehind(node, (request) => (call.test(request) ? forbidden(action) : undefined)),
      ).toBe(
        `Elasticsearch is unavailable: its user lacks a privilege that is needed to ${purpose}: ${denial(action).reason}`,
      );
    }
  });

  test('a privilege that is missing later makes what needs it unavailable, and the error tells its name and purpose', async () => {
    const index = 'message-2026-10';
    const entry = messageEntry({ project: 'p', timestamp: '2026-10-01' });
    const item = { create: { _index: index, status: 403, error: denial('indices:data/write/bulk[s]') } };
    const cases: readonly (readonly [call: RegExp, answer: FrontAnswer, action: string, purpose: string])[] =
      [
        [
          /^PUT \/[^_]/,
          forbidden('indices:admin/create'),
          'indices:admin/create',
          'make the index PREFIX-message-2026-10',
        ],
        [/_bulk/, forbidden('indices:data/write/bulk'), 'indices:data/write/bulk', 'write'],
        [/_bulk/, inJson({ items: [item] }), 'indices:data/write/bulk[s]', 'write'],
        [/^GET \/[^_]/, forbidden('indices:admin/get'), 'indices:admin/get', 'see its indices'],
      ];
    for (const [call, answer, action, purpose] of cases) {
      const prefix = unique('refused');
      const front = await startFront(node, {
        answers: ({ method, url }) => (call.test(`${method} ${url}`) ? answer : undefined),
      });
      const store = await openStore([front.url], {
        replicas: 0,
        prefix: `${prefix}-`,
        retryTimeoutMs: 60_000,
      });
      const failure = await store.messages.append({ entries: [entry] }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UnavailableError);
      expect(failure instanceof Error && failure.message).toBe(
        `Elasticsearch is unavailable: its user lacks a privilege that is needed to ${purpose.replace('PREFIX', prefix)}: ${denial(action).reason}`,
      );
      await store.stop();
      front.close();
    }
  });

  test('a missing privilege to search or to read by id is reported', async () => {
    const found = { _index: 'x', _id: 'a', error: denial('indices:data/read/mget[shard]') };
    const search = { status: 403, error: denial('indices:data/read/msearch') };
    let answers: (call: string) => FrontAnswer | undefined = () => undefined;
    const front = await startFront(node, { answers: ({ method, url }) => answers(`${method} ${url}`) });
    const store = await openStore([front.url], { replicas: 0 });
    await store.messages.append({ entries: [messageEntry({ project: 'p' })] });
    await store.messages.find({ traceId: 'any', projects: 'all' });
    answers = (call) => (call.includes('_mget') ? inJson({ docs: [found] }) : undefined);
    const unread = store.messages.find({ traceId: 'any', projects: 'all' });
    await expect(unread).rejects.toThrow(
      'a privilege that is needed to read by id: action [indices:data/read/mget',
    );
    answers = (call) => (call.includes('_msearch') ? inJson({ responses: [search] }) : undefined);
    const uncounted = countMessages(store, 'p', '2026-01-01', '2027-01-01');
    await expect(uncounted).rejects.toThrow(
      'a privilege that is needed to search: action [indices:data/read/msearch',
    );
    answers = (call) => (call.includes('_search') ? forbidden('indices:data/read/search') : undefined);
    const unlisted = store.messages.page({ projects: ['p'] }, { limit: 1 });
    await expect(unlisted).rejects.toThrow(
      'a privilege that is needed to search: action [indices:data/read/search',
    );
    await store.stop();
    front.close();
  });
});

function isLarge({ 'content-length': length = '0' }: IncomingHttpHeaders): boolean {
  return Number(length) > LIMIT;
}

/** What a store says that does not start behind a front that answers some calls. */
async function startedBehind(
  node: string,
  answers: (call: string) => FrontAnswer | undefined,
): Promise<string> {
  const front = await startFront(node, { answers: ({ method, url }) => answers(`${method} ${url}`) });
  const store = createElasticsearchStore({ nodes: [front.url] });
  const outcome = await store.start().then(
    () => 'it started',
    (error: unknown) => (error instanceof UnavailableError ? error.message : String(error)),
  );
  await store.stop();
  front.close();
  return outcome;
}
