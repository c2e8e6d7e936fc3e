import BeeQueue from 'bee-queue';
import { compute, define } from '../../../src/analytics.js';
import { createClient } from '../../../src/client.js';
import { storedAt } from '../../../src/elasticsearch.js';
import { SAMPLE_PROJECT } from '../../../src/samples.js';
import { startServer } from '../../../src/server.js';
import { startNode } from '../../elasticsearch.js';
import { ownRedis } from '../../redis.js';
import type { Row } from '../../row.js';

const ANALYTICS = 200;

const USERS = {
  project: SAMPLE_PROJECT,
  timespan: { type: 'moving', value: '30d' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
} as const;

export const requestOneByOne: Row = {
  name: 'es-compute',
  work: 'Elasticsearch: POST /analytic/compute?id, one analytic a request, one after the other',
  against: 'reading it by id with the client, and saving a job with bare bee-queue',
  unit: 'requests/s',
  atLeast: 0.5,
  prepare: async () => {
    const node = await startNode();
    const redis = await ownRedis();
    const server = await startServer({ environment: { ...storedAt(node.url), BROKER_URL: redis.url } });
    const client = createClient(server.url, 1);
    const queue = new BeeQueue('bare', {
      redis: { url: redis.url },
      isWorker: false,
      getEvents: false,
      sendEvents: false,
      storeJobs: false,
    });
    await queue.ready();
    /** Each time of new analytics: a job that waits already is not added again. */
    const aSecond = async (request: (id: string) => Promise<unknown>): Promise<number> => {
      const ids = await define(client, USERS, ANALYTICS);
      const begin = performance.now();
      for (const id of ids) await request(id);
      return (ANALYTICS / (performance.now() - begin)) * 1_000;
    };
    return {
      memex: {
        measure: () =>
          aSecond(async (id) => {
            const { status, text } = await compute(client, id);
            if (status !== 200) throw new Error(`a request was answered ${status}: ${text}`);
          }),
        [Symbol.asyncDispose]: async () => {
          await client[Symbol.asyncDispose]();
          await server[Symbol.asyncDispose]();
        },
      },
      bare: {
        measure: () =>
          aSecond(async (id) => {
            await node.client.get({ index: 'analytic-definitions', id });
            await queue.createJob({ analyticId: id }).setId(id).save();
          }),
        [Symbol.asyncDispose]: async () => {
          await queue.close();
          await redis[Symbol.asyncDispose]();
          await node[Symbol.asyncDispose]();
        },
      },
    };
  },
};
