import { compute, define, results } from '../../../src/analytics.js';
import { type Client, createClient } from '../../../src/client.js';
import { storedAt } from '../../../src/elasticsearch.js';
import { SAMPLE_PROJECT, SAMPLE_RANGE } from '../../../src/samples.js';
import { startBeside, startServer } from '../../../src/server.js';
import { fillNode, type Node, startNode } from '../../elasticsearch.js';
import { ownRedis } from '../../redis.js';
import type { Row } from '../../row.js';

const ANALYTICS = 200;
const MAX_MESSAGES = 100_000;
const WORKERS = 2;

export const computeOneByOne: Row = {
  name: 'es-counts',
  work: `Elasticsearch: ${ANALYTICS} counts of users, requested one a request, one after the other, and computed by ${WORKERS} workers, until the last result`,
  against: `the bare aggregations that give the same exact answers, ${WORKERS} at a time`,
  unit: 'counts/s',
  atLeast: 0.5,
  prepare: async ({ messages }) => {
    const node = await startNode();
    await fillNode(node, Math.min(messages, MAX_MESSAGES));
    const redis = await ownRedis();
    const environment = { ...storedAt(node.url), BROKER_URL: redis.url };
    const server = await startServer({ environment });
    const workers = await Promise.all(
      Array.from({ length: WORKERS }, () => startBeside('worker', environment)),
    );
    const client = createClient(server.url);
    let windows = 0;
    /** No window is asked for twice, since Elasticsearch remembers answers. */
    const nextStarts = () => Array.from({ length: ANALYTICS }, () => startOf(windows++));
    return {
      memex: {
        measure: () => countsByMemex(client, nextStarts()),
        [Symbol.asyncDispose]: async () => {
          await client[Symbol.asyncDispose]();
          for (const worker of workers) await worker[Symbol.asyncDispose]();
          await server[Symbol.asyncDispose]();
          await redis[Symbol.asyncDispose]();
        },
      },
      bare: {
        measure: () => countsByAggregations(node, nextStarts()),
        [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
      },
    };
  },
};

/** A little before the first message. */
function startOf(number: number): string {
  return new Date(Date.parse(SAMPLE_RANGE.fromTime) - 1 - number).toISOString().slice(0, -1);
}

async function countsByMemex(client: Client, starts: readonly string[]): Promise<number> {
  const count = { project: SAMPLE_PROJECT, type: 'count', dimension: 'user', metric: 'total' } as const;
  const ids: string[] = [];
  for (const start of starts) {
    const timespan = { type: 'fixed', start, end: SAMPLE_RANGE.toTime } as const;
    ids.push(...(await define(client, { ...count, timespan }, 1)));
  }
  return aSecond(async () => {
    for (const id of ids) {
      const { status, text } = await compute(client, id);
      if (status !== 200) throw new Error(`a request was answered ${status}: ${text}`);
    }
    // The last ones first: jobs are done in order, so that few are asked for again and again.
    await results(client, ids.toReversed());
  });
}

async function countsByAggregations({ client }: Node, starts: readonly string[]): Promise<number> {
  const left = [...starts];
  const count = async (): Promise<void> => {
    for (let start = left.shift(); start !== undefined; start = left.shift()) {
      const range = { gte: Date.parse(`${start}Z`) * 1_000, lte: Date.parse(SAMPLE_RANGE.toTime) * 1_000 };
      await client.search({
        index: 'message-*',
        size: 0,
        track_total_hits: false,
        query: {
          bool: {
            filter: [{ term: { 'project.keyword': SAMPLE_PROJECT } }, { range: { 'memex.at': range } }],
          },
        },
        aggs: {
          all: { terms: { field: 'userId.keyword', size: 40_001, shard_size: 40_001 } },
          different: { stats_bucket: { buckets_path: 'all._count' } },
        },
        filter_path: 'aggregations.different.count',
      });
    }
  };
  return aSecond(async () => void (await Promise.all(Array.from({ length: WORKERS }, count))));
}

async function aSecond(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (ANALYTICS / (performance.now() - begin)) * 1_000;
}
