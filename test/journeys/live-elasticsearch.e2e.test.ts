import { isMissing, startElasticsearch } from '@memex/test-services';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { storedAt } from '../src/elasticsearch.js';
import { watchProject } from '../src/live.js';
import { post } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';

const cluster = await startElasticsearch({ major: 8 });
const [node] = isMissing(cluster) ? [] : cluster.nodes;
const skipped = isMissing(cluster) ? `: needs ${cluster.missing}` : '';

afterAll(async () => {
  if (!isMissing(cluster)) await cluster.stop();
});

test.skipIf(skipped !== '')(
  `a stream tells what another process writes to Elasticsearch and deletes from it${skipped}`,
  async () => {
    if (node === undefined) throw new Error('there is no server');
    await using first = await startServer({ environment: storedAt(node.url) });
    await using second = await startServer({ environment: storedAt(node.url) });
    await using client = createClient(second.url);
    const watched = await watchProject(first.url);
    await until('the start', () => watched.counts().length === 1 || undefined);
    await post(client, createSamples({ users: 1 })(5));
    await until('what was written', () => watched.counts().at(-1) === 5 || undefined);
    await client.send({ method: 'DELETE', path: '/messages', query: { userId: 'user-0' } });
    await until('what was deleted', () => watched.counts().at(-1) === 0 || undefined);

    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await watched.isWhole).toBe(true);
  },
  60_000,
);
