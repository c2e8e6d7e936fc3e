import { UnavailableError } from '@memex/core';
import { messageEntry } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { onOwnServers, openStore } from './servers.js';

await onOwnServers('a cluster of three', { major: 9, nodes: 3 }, ({ nodes }) => {
  test('a cluster with one replica loses no acknowledged entry when a node is killed, and keeps working', async () => {
    const store = await openStore(
      nodes.map(({ url }) => url),
      { requestTimeoutMs: 10_000, shards: 3 },
    );
    const acknowledged: string[] = [];
    let ended = false;
    const clients = Array.from({ length: 4 }, async () => {
      while (!ended) {
        const entries = Array.from({ length: 20 }, () => messageEntry({ project: 'cluster' }));
        acknowledged.push(
          ...(await store.messages.append({ entries }).catch((error: unknown) => {
            if (error instanceof UnavailableError) return [];
            throw error;
          })),
        );
      }
    });
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(1_000);
    await nodes[1]?.kill();
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(before + 1_000);
    ended = true;
    await Promise.all(clients);
    for (const traceId of acknowledged) {
      expect(await store.messages.find({ traceId, projects: 'all' }), traceId).toBeDefined();
    }
    console.info(`a node of three killed: 0 of ${acknowledged.length} acknowledged messages missing`);
    await store.stop();
  }, 180_000);
});
