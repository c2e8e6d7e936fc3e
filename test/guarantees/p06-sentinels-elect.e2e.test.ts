import { formatInstant, systemClock } from '@memex/core/toolkit';
import { type ServerNode, startWatchedRedis, tellRedis, withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import type { Client } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createSamples } from '../src/samples.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const ANALYTICS = 20;

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P6${skipped}`, () => {
  test('P6 when sentinels elect another broker, no job is lost that it had, and everything goes on without a restart', async () => {
    const group = await startWatchedRedis();
    await using site = await startSite({ BROKER_URL: group.url, WS_RATE: '100000' }, group.primary);
    const { client } = site;
    const worker = await site.start('worker');
    const beat = await site.start('beat');
    const ids = await define(client, USERS, ANALYTICS);
    await compute(client);
    await results(client, ids);

    const figures: Record<string, string> = {};
    let [primary, replica] = [group.primary, group.replica];
    for (const round of ['killed', 'frozen']) {
      const accepted = formatInstant(systemClock.now());
      // The jobs wait: their worker stands still. The replica has all of them before its primary is killed.
      process.kill(worker.pid, 'SIGSTOP');
      for (const id of ids) expect((await compute(client, id)).status).toBe(200);
      await until(
        'the replica to have the jobs',
        async () => (await jobsIn(replica)) === ANALYTICS || undefined,
      );
      await (round === 'killed' ? primary.kill() : primary.freeze());
      const at = performance.now();
      process.kill(worker.pid, 'SIGCONT');
      const refused = await until('the outage', async () => {
        const answer = await compute(client);
        return answer.status === 200 ? undefined : answer;
      });
      expect(refused.status).toBe(503);
      const isBack = until(
        'computing',
        async () => (await compute(client)).status === 200 || undefined,
        60_000,
      );
      figures[`${round}: messages stored meanwhile`] = `${await storeUntil(isBack, client)}`;
      figures[`${round}: accepted again after s`] = secondsSince(at);
      await results(client, ids, accepted);
      figures[`${round}: the ${ANALYTICS} jobs from before done after s`] = secondsSince(at);
      const over = formatInstant(systemClock.now());
      await until('computing', async () => (await compute(client)).status === 200 || undefined);
      await results(client, ids, over);
      await until(
        'readiness',
        async () => (await client.send({ path: '/ready' })).status === 200 || undefined,
      );
      // Requests are counted there too.
      await until('a count', async () => {
        await client.send({ path: '/ready' });
        await client.send({ path: '/analytics' });
        return (await tellRedis(replica.url, 'KEYS memex:rate:*')).includes('memex:rate:') || undefined;
      });
      await (round === 'killed' ? primary.restart() : primary.resume());
      await until('the old one to follow', async () => (await follows(primary)) || undefined, 60_000);
      [primary, replica] = [replica, primary];
    }
    printFigure('P6', 'sentinels elected another broker', figures);
    for (const process of [worker, beat])
      expect(await process.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await group.stop();
  }, 300_000);
});

/** How many jobs a server holds, in whatever state. */
async function jobsIn(server: ServerNode): Promise<number> {
  return Number(/\d+/.exec(await tellRedis(server.url, 'HLEN memex:jobs:jobs'))?.[0]);
}

async function follows(server: ServerNode): Promise<boolean> {
  return (await tellRedis(server.url, 'INFO replication')).includes('master_link_status:up');
}

/** Stores messages, each of which must be accepted. Resolves with how many. */
async function storeUntil(end: Promise<unknown>, client: Client): Promise<number> {
  const take = createSamples({ seed: 6 });
  let isOver = false;
  void end.finally(() => {
    isOver = true;
  });
  let stored = 0;
  while (!isOver) {
    const json = take(10);
    expect((await client.send({ method: 'POST', path: '/messages', json })).status).toBe(201);
    stored += json.length;
  }
  await end;
  return stored;
}

function secondsSince(at: number): string {
  return ((performance.now() - at) / 1_000).toFixed(1);
}
