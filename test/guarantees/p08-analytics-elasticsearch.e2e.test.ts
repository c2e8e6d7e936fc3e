import type { AnalyticResult } from '@memex/core/model';
import { withoutRedis } from '@memex/test-services';
import { expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import type { Call, Client } from '../src/client.js';
import { storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { membersOf } from '../src/members.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { fill } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { runMemex } from '../src/server.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

/** So many that they are not all computed when the server is killed. */
const ANALYTICS = 100;
const MESSAGES = 1_000;
const [FEW, MORE] = [50, 80];

const { node, skipped: missing } = await ownElasticsearch();
const skipped = withoutRedis() || missing;

test.skipIf(skipped !== '')(
  `P8 Elasticsearch killed while workers compute: analytics answer 503, failed jobs are done after its return${skipped}`,
  async () => {
    if (node === undefined) throw new Error('there is no server');
    await using site = await startSite(storedAt(node.url));
    const { client } = site;
    const workers = [
      await site.start('worker', { LOG_LEVEL: 'warn' }),
      await site.start('worker', { LOG_LEVEL: 'warn' }),
    ];
    await fill(client, createSamples({ users: FEW }), MESSAGES);
    const ids = await define(client, USERS, ANALYTICS);
    // One by one: all of them would be those that show in pages by now.
    await Promise.all(ids.map((id) => compute(client, id)));
    const before = await results(client, ids);
    expect(new Set(before.map(countOf))).toEqual(new Set([FEW]));
    await fill(client, createSamples({ users: MORE }), MESSAGES);
    // Elasticsearch shows them to searches within a second. A job that ran earlier would rightly count fewer.
    await until('a count of all users', async () => (await countNow(client)) === MORE || undefined);

    await compute(client);
    await node.kill();
    const failures = () =>
      workers.flatMap((worker) => worker.output().match(/"msg":"job failed"/g) ?? []).length;
    await until('a job that fails', () => failures() > 0 || undefined);
    expect((await client.send({ path: '/health' })).status).toBe(200);
    const [id = ''] = ids;
    const calls: readonly Call[] = [
      { method: 'POST', path: '/analytic', json: USERS },
      { method: 'POST', path: '/analytic/compute', query: { id } },
      { path: '/analytic', query: { id } },
      { path: '/analytics' },
    ];
    for (const call of calls) {
      const { status, headers } = await client.send(call);
      expect([status, Number(headers['retry-after']) > 0], call.path).toEqual([503, true]);
    }

    await node.restart();
    const newest = before
      .map(({ creationDt }) => creationDt)
      .sort()
      .at(-1);
    const after = await results(client, ids, newest);
    expect(new Set(after.map(countOf))).toEqual(new Set([MORE]));
    await using jobs = runMemex(['jobs'], site.environment);
    await jobs.exit;
    expect(jobs.output()).toBe('waiting 0, delayed 0, active 0, dead 0\n');
    printFigure('P8', 'Elasticsearch killed under two workers', {
      'jobs that failed': failures(),
      'right results after its return': `${after.length} of ${ANALYTICS}`,
    });
  },
  180_000,
);

async function countNow(client: Client): Promise<unknown> {
  const { body } = await client.send({ method: 'POST', path: '/analytics/query', json: [USERS] });
  return membersOf(membersOf(body)[0]).count;
}

function countOf(result: AnalyticResult): number | undefined {
  return result.type === 'count' ? result.count : undefined;
}
