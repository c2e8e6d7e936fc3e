import { serveOn, startNode } from '../../elasticsearch.js';
import { answersASecond, postsOf } from '../../load.js';
import type { Row, Size } from '../../row.js';
import { startScript } from '../../script.js';

const common = {
  against:
    'the client’s bare `_bulk` of the same documents, 5,000 a request, into an index of the same template',
  unit: 'messages/s',
} as const;

export const ingestBatches: Row = {
  ...common,
  name: 'es-post-100',
  work: 'Elasticsearch: POST /messages, 100 a request, 16 connections',
  atLeast: 0.7,
  prepare: (size) => prepare(size, { batch: 100, connections: 16 }),
};

export const ingestSingles: Row = {
  ...common,
  name: 'es-post-1',
  work: 'Elasticsearch: POST /messages, 1 a request, 64 connections',
  atLeast: 0.25,
  prepare: (size) => prepare(size, { batch: 1, connections: 64 }),
};

/** A month that no sample is of. */
const BARE_INDEX = 'message-2025-01';

async function prepare(
  { seconds }: Size,
  { batch, connections }: { readonly batch: number; readonly connections: number },
) {
  const node = await startNode();
  const server = await serveOn(node);
  const script = await startScript('bare/elasticsearch/bulk', [node.url, BARE_INDEX]);
  const requests = postsOf(batch);
  return {
    memex: {
      measure: async () =>
        batch * (await answersASecond({ url: server.url, connections, seconds, requests })),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    },
    bare: {
      measure: () => script.ask(seconds),
      [Symbol.asyncDispose]: async () => {
        await script[Symbol.asyncDispose]();
        await node[Symbol.asyncDispose]();
      },
    },
  };
}
