import { expect, test } from 'vitest';
import { storedAt } from '../src/elasticsearch.js';
import { watchAnother } from '../src/live.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { startServer } from '../src/server.js';

const { node, skipped } = await ownElasticsearch();

test.skipIf(skipped !== '')(
  `a stream tells what another process writes to Elasticsearch and deletes from it${skipped}`,
  async () => {
    if (node === undefined) throw new Error('there is no server');
    await using first = await startServer({ environment: storedAt(node.url) });
    await using second = await startServer({ environment: storedAt(node.url) });
    const watched = await watchAnother(first.url, second.url);
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await watched.isWhole).toBe(true);
  },
  60_000,
);
