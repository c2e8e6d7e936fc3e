import { createClient } from '../../src/client.js';
import { post, traceIdsOf } from '../../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../../src/samples.js';
import type { Server } from '../../src/server.js';
import { answersASecond, type Load, postsOf } from '../load.js';
import type { Row, Side, Size } from '../row.js';
import { serveFilled } from '../stores.js';

const SMALL = 10_000;

/** Posts go to a project of their own: what is read stays as it is. */
const OTHER = 'growth';

const postOne = async (): Promise<Load['requests']> => postsOf(1, { project: OTHER });

const readByTrace = async (url: string): Promise<Load['requests']> => {
  await using client = createClient(url);
  const traceIds = traceIdsOf(await post(client, createSamples({ project: OTHER })(500)));
  return traceIds.map((traceId) => ({ method: 'GET', path: `/message?traceId=${traceId}` }));
};

const readFirstPage = async (): Promise<Load['requests']> => {
  const query = new URLSearchParams({ project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '100' });
  return [{ method: 'GET', path: `/messages?${query}` }];
};

/** The large store, and as its bare side a small one. */
export const growth: readonly Row[] = [
  { name: 'grow-post', work: 'post of one message, 1 connection, in the large store', requests: postOne },
  { name: 'grow-read', work: 'read by trace id, 1 connection, in the large store', requests: readByTrace },
  { name: 'grow-page', work: 'first page of 100, 1 connection, in the large store', requests: readFirstPage },
].map(({ requests, ...row }) => ({
  ...row,
  against: `the same in a store of ${SMALL.toLocaleString('en')} messages`,
  unit: 'answers/s',
  atLeast: 1 / 1.5,
  prepare: async (size) => ({
    memex: await sideOf(await serveFilled(size.messages), size, requests),
    bare: await sideOf(await serveFilled(SMALL), size, requests),
  }),
}));

async function sideOf(
  server: Server,
  { seconds }: Size,
  requestsFor: (url: string) => Promise<Load['requests']>,
): Promise<Side> {
  const requests = await requestsFor(server.url);
  return {
    measure: () => answersASecond({ url: server.url, connections: 1, seconds, requests }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
