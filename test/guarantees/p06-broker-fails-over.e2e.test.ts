import { formatInstant, systemClock } from '@memex/core/toolkit';
import { openRelay, ownRedis, type ServerNode, tellRedis, withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P6${skipped}`, () => {
  test('P6 after the broker failed over behind its address everything works again, though its old sockets stay open', async () => {
    const [first, second] = [await ownRedis(), await ownRedis()];
    await follow(first, second);
    const relay = await openRelay(first.url);
    await using site = await startSite({ BROKER_URL: `redis://127.0.0.1:${relay.port}/0` }, first);
    const { client } = site;
    const worker = await site.start('worker');
    const ids = await define(client, USERS, 3);
    await compute(client);
    await results(client, ids);

    await tellRedis(second.url, 'REPLICAOF NO ONE');
    relay.redirect(second.url);
    await follow(second, first);
    const at = performance.now();
    const over = formatInstant(systemClock.now());
    await until('computing', async () => (await compute(client)).status === 200 || undefined);
    await results(client, ids, over);
    const seconds = (performance.now() - at) / 1_000;
    await until('readiness', async () => (await client.send({ path: '/ready' })).status === 200 || undefined);
    printFigure('P6', 'broker failed over', { 'computed again after s': seconds.toFixed(1) });
    expect(seconds).toBeLessThan(10);

    // At an address that leads to a replica nothing can be computed, and that is told.
    await follow(first, second);
    const refusal = await until('readiness to notice', async () => {
      const answer = await client.send({ path: '/ready' });
      return answer.status === 503 ? answer : undefined;
    });
    expect(refusal.body).toMatchObject({ parts: { store: { state: 'up' }, queue: { state: 'down' } } });
    expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
    relay.cut();
    await second.kill();
  }, 120_000);
});

/** Makes one server a replica of another, and waits until it has what that one has. */
async function follow(primary: ServerNode, replica: ServerNode): Promise<void> {
  const { hostname, port } = new URL(primary.url);
  await tellRedis(primary.url, 'REPLICAOF NO ONE');
  await tellRedis(primary.url, 'CONFIG SET repl-diskless-sync-delay 0');
  await tellRedis(replica.url, `REPLICAOF ${hostname} ${port}`);
  await until(
    'the replica',
    async () =>
      (await tellRedis(replica.url, 'INFO replication')).includes('master_link_status:up') || undefined,
  );
}
