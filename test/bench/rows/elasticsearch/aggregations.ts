import { createElasticsearchStore } from '@memex/adapter-es';
import { type AnalyticResult, Descriptor, decode } from '@memex/core/model';
import { absentPlatform, compute, formatInstant, instantOfMillis, plusMicros } from '@memex/core/toolkit';
import { createClient } from '../../../src/client.js';
import { fill } from '../../../src/posting.js';
import { SAMPLE_PROJECT } from '../../../src/samples.js';
import {
  AGGREGATION_QUESTIONS,
  type AggregationQuestion,
  type BareAnswer,
} from '../../bare/elasticsearch/aggregations.js';
import { type Node, serveOn, startNode } from '../../elasticsearch.js';
import type { Row } from '../../row.js';
import { Timings } from '../analyses/timings.js';
import { createLargeMessages } from './large-messages.js';

const MAX_MESSAGES = 100_000;
const START = Date.UTC(2026, 0, 1);
const MICROS = 30 * 86_400_000_000;
const AT_LEAST = 0.33;

export const everyAggregation: Row = {
  name: 'es-aggregations',
  work: 'Elasticsearch: averages, percentiles and distinct values of texts and lists, and a count by hour, 30 days of messages with large metadata',
  against: 'the bare aggregation that gives the same exact answer',
  unit: 'analytics/s',
  atLeast: AT_LEAST,
  prepare: async ({ messages }) => {
    const node = await startNode();
    await fillLarge(node, Math.min(messages, MAX_MESSAGES));
    const store = createElasticsearchStore({ nodes: [node.url], replicas: 0 });
    await store.start();
    const from = instantOfMillis(START);
    let asked = 0;
    /** No window is asked for twice, since Elasticsearch remembers answers. All end after the last message. */
    const nextWindow = () => ({ from, to: plusMicros(from, MICROS + asked++) });
    const answers = new Map<string, number>();
    const sources = {
      ...store,
      platform: absentPlatform,
      clock: { now: () => nextWindow().to },
      zone: 'UTC',
    };
    const timings = new Timings(AGGREGATION_QUESTIONS, AT_LEAST);
    const sides = timings.sides(
      {
        ask: async ({ name, asked }) => {
          const { to } = nextWindow();
          const timespan = { type: 'fixed', start: formatInstant(from), end: formatInstant(to) };
          const descriptor = decode(Descriptor, { project: SAMPLE_PROJECT, timespan, ...asked });
          const begin = performance.now();
          const result = await compute(descriptor, sources);
          const took = performance.now() - begin;
          answers.set(name, numberIn(result));
          return took;
        },
        end: () => store.stop(),
      },
      {
        ask: async (question) => {
          const begin = performance.now();
          const answer = await answerOf(node, question, nextWindow());
          const took = performance.now() - begin;
          const memex = answers.get(question.name) ?? Number.NaN;
          if (!(Math.abs(memex - answer) < 1e-9))
            throw new Error(`${question.name} is ${memex}, and ${answer} by the bare aggregation`);
          return took;
        },
        end: () => node[Symbol.asyncDispose](),
      },
    );
    return { ...sides, note: () => timings.note() };
  },
};

async function fillLarge(node: Node, count: number): Promise<void> {
  process.stdout.write(`Filling Elasticsearch with ${count.toLocaleString('en')} messages …\n`);
  await using server = await serveOn(node);
  await using client = createClient(server.url);
  await fill(client, createLargeMessages({ start: START, step: Math.floor(MICROS / count) }), count);
  await node.client.indices.refresh({ index: 'message-*' });
}

async function answerOf(
  { client }: Node,
  { searches, read }: AggregationQuestion,
  whole: Parameters<AggregationQuestion['searches']>[0],
): Promise<number> {
  let sum = 0;
  for (const { window, aggs } of searches(whole)) {
    const range = { gte: window.from, lte: window.to };
    const { aggregations } = await client.transport.request<{ readonly aggregations: BareAnswer }>({
      method: 'POST',
      path: '/message-*/_search',
      querystring: { filter_path: '-aggregations.**.all.buckets,-aggregations.**.repeated.buckets' },
      body: {
        size: 0,
        track_total_hits: false,
        query: {
          bool: {
            filter: [{ term: { 'project.keyword': SAMPLE_PROJECT } }, { range: { 'memex.at': range } }],
          },
        },
        aggs,
      },
    });
    sum += read(aggregations);
  }
  return sum;
}

/** The number in a result that is compared. */
function numberIn(result: AnalyticResult): number {
  if (result.type === 'count') return (result.series ?? []).reduce((sum, { count }) => sum + count, 0);
  if (result.type !== 'aggregation' || result.aggregation === null) return Number.NaN;
  const values: Readonly<Record<string, unknown>> = { ...result.aggregation };
  return Number(values['50.0'] ?? Object.values(values)[0]);
}
