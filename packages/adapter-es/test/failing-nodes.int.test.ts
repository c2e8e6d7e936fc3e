import type { IncomingMessage } from 'node:http';
import { unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { inJson, startFront } from './front.js';
import { entryOf } from './many-messages.js';
import { countMessages } from './measure.js';
import { onEachMajor, openStore } from './servers.js';

const OVERLOADED = inJson(
  { error: { type: 'circuit_breaking_exception', reason: 'too busy' }, status: 503 },
  503,
);

await onEachMajor('nodes that fail', ([node = '']) => {
  test('answer as soon as they recover, whatever each of them answered before', async () => {
    let failing = false;
    let requests = 0;
    // Four of ten, in no order that a rotation of three nodes follows.
    const isRefused = () => failing && Math.sin((requests++) ** 2) > 0.3;
    const answers = () => (isRefused() ? OVERLOADED : undefined);
    const fronts = await Promise.all([1, 2, 3].map(() => startFront(node, { answers })));
    const store = await openStore(
      fronts.map(({ url }) => url),
      { retryTimeoutMs: 0 },
    );
    const failures = async (): Promise<number> => {
      const asked = Array.from({ length: 10 }, () => store.messages.count({ projects: ['app'] }));
      return (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected').length;
    };
    let refused = 0;
    for (let round = 0; round < 20; round++) {
      failing = true;
      refused += await failures();
      failing = false;
      expect(await failures(), `after outage ${round}`).toBe(0);
    }
    expect(refused).toBeGreaterThan(0);
    await store.stop();
    for (const front of fronts) front.close();
  });

  test('are unavailable for the reason that their shards give', async () => {
    const tooLarge = { type: 'circuit_breaking_exception', reason: '[parent] Data too large' };
    const error = {
      root_cause: [tooLarge],
      type: 'search_phase_execution_exception',
      reason: 'Partial shards failure',
    };
    let counts = inJson({ error, status: 429 }, 429);
    const answers = ({ url = '' }: IncomingMessage) => {
      if (url.startsWith('/_msearch')) return inJson({ responses: [{ error, status: 429 }] });
      return url.includes('/_count') ? counts : undefined;
    };
    const front = await startFront(node, { answers });
    const store = await openStore([front.url], { prefix: `${unique('failing')}-`, retryTimeoutMs: 0 });
    await store.messages.append({ entries: [entryOf({ project: 'app' })] });
    const refused = {
      code: 'unavailable',
      message: expect.stringContaining('Partial shards failure: [parent] Data'),
    };
    await expect(countMessages(store, 'app', '2026-01-01', '2026-12-31')).rejects.toMatchObject(refused);
    await expect(store.messages.count({ projects: ['app'] })).rejects.toMatchObject(refused);
    const failures = [{ shard: 0, reason: tooLarge }];
    counts = inJson({ count: 0, _shards: { total: 1, successful: 0, failed: 1, failures } });
    await expect(store.messages.count({ projects: ['app'] })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('a shard cannot answer: [parent] Data'),
    });
    await store.stop();
    front.close();
  });
});
