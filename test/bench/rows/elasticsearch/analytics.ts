import { Client } from '@elastic/elasticsearch';
import { createElasticsearchStore } from '@memex/adapter-es';
import type { AnalyticalStore } from '@memex/core';
import { type AnalyticResult, decode, Message } from '@memex/core/model';
import {
  absentPlatform,
  computeAll,
  instantOf,
  instantOfMillis,
  MICROS_PER_DAY,
  plusMicros,
  stringifyJson,
  uuidSource,
} from '@memex/core/toolkit';
import { isMissing, startElasticsearch } from '@memex/test-services';
import { createSamples, SAMPLE_PROJECT } from '../../../src/samples.js';
import { type Aggregations, bareCounts } from '../../bare/analytics.js';
import { QUESTIONS } from '../../questions.js';
import type { Row } from '../../row.js';

const USERS = 5_000;
/** So many that the window of a million messages holds no more than are counted exactly. */
const DAYS = 400;
const WINDOW_DAYS = 30;
const BATCH = 2_000;

const START = Date.UTC(2026, 0, 1);
const END = instantOfMillis(START + DAYS * 86_400_000);

export const everyCount: Row = {
  name: 'es-analytics',
  work: `Elasticsearch: every count and segmentation of a project, a window of ${WINDOW_DAYS} days in the large store of ${DAYS}`,
  against: 'the bare aggregation that gives the same exact answer, one request each, one after the other',
  unit: 'times/s',
  atLeast: 1,
  prepare: async ({ messages }) => {
    const cluster = await startElasticsearch({ major: 8 });
    if (isMissing(cluster)) throw new Error(`this row needs ${cluster.missing}`);
    const [{ url } = { url: '' }] = cluster.nodes;
    const store = createElasticsearchStore({ nodes: [url], replicas: 0 });
    await store.start();
    const client = new Client({ node: url });
    await fill(store, messages);
    await client.indices.refresh({ index: 'message-*' });
    const compared = { memex: '', bare: '' };
    return {
      memex: {
        measure: async () => {
          const begin = performance.now();
          const results = await computeAll(QUESTIONS, sourcesOf(store));
          const took = performance.now() - begin;
          compared.memex = JSON.stringify(results.map(countIn));
          return 1_000 / took;
        },
        [Symbol.asyncDispose]: () => store.stop(),
      },
      bare: {
        measure: async () => {
          const begin = performance.now();
          const counts: unknown[] = [];
          for (const { body, read } of bareCounts(SAMPLE_PROJECT, { from: BEGIN, to: END }))
            counts.push(read(await searched(client, body)));
          const took = performance.now() - begin;
          compared.bare = JSON.stringify(counts);
          return 1_000 / took;
        },
        [Symbol.asyncDispose]: async () => {
          await client.close();
          await cluster.stop();
        },
      },
      note: () => ({ text: `both counted ${compared.memex}`, holds: compared.memex === compared.bare }),
    };
  },
};

const BEGIN = plusMicros(END, -WINDOW_DAYS * MICROS_PER_DAY);

function sourcesOf({ messages, analysis }: AnalyticalStore) {
  return { messages, analysis, platform: absentPlatform, clock: { now: () => END }, zone: 'UTC' };
}

function countIn(result: AnalyticResult): number | undefined {
  if ('count' in result) return result.count;
  return 'segments' in result ? result.segments.length : undefined;
}

async function searched(client: Client, body: object): Promise<Aggregations> {
  const { aggregations } = await client.transport.request<{ readonly aggregations: Aggregations }>({
    method: 'POST',
    path: '/message-*/_search',
    querystring: { filter_path: '-aggregations.all.buckets,-aggregations.repeated.buckets' },
    body,
  });
  return aggregations;
}

async function fill({ messages }: AnalyticalStore, count: number): Promise<void> {
  process.stdout.write(`Filling Elasticsearch with ${count.toLocaleString('en')} messages …\n`);
  const step = Math.floor((DAYS * MICROS_PER_DAY) / count);
  const make = createSamples({ users: USERS, start: START, step });
  for (let made = 0; made < count; made += BATCH) {
    const entries = make(Math.min(BATCH, count - made)).map((input) => {
      const value = decode(Message, input);
      return {
        traceId: uuidSource.next(),
        at: instantOf(value.timestamp),
        value,
        json: stringifyJson(value),
      };
    });
    await messages.append({ entries });
  }
}
