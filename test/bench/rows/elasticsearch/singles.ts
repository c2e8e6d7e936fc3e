import { storedDocuments } from '../../bare/elasticsearch/documents.js';
import { type Node, serveOn, startNode } from '../../elasticsearch.js';
import { answersASecond, type Load, postsOf } from '../../load.js';
import type { Row, Size } from '../../row.js';

/** Old clients send one message a request: alone, and many of them at once. */
export const postSinglesToElasticsearch: readonly Row[] = [1, 16, 64].map((connections) => ({
  name: `es-single-${connections}`,
  work: `Elasticsearch: POST /messages, 1 a request, ${connections} connection${connections === 1 ? '' : 's'}`,
  against:
    'bare `_bulk` of the same documents, 1 a request, as many connections, into an index of the same template',
  unit: 'messages/s',
  atLeast: 0.8,
  prepare: (size: Size) => prepare(size, connections),
}));

/** A month that no sample is of. */
const BARE_INDEX = 'message-2025-01';
const DOCUMENTS = 200;
/** Connections of the warm-up. */
const WARMING = 64;

async function prepare({ seconds }: Size, connections: number) {
  const node = await startNode();
  const server = await serveOn(node);
  const posts = postsOf(1);
  const bulks = await bulksTo(node);
  const rate = (url: string, requests: Load['requests'], at = connections) =>
    answersASecond({ url, connections: at, seconds, requests });
  // A few thousand messages pass until code is compiled, on both sides: one connection would need minutes for them.
  await rate(server.url, posts, WARMING);
  await rate(node.url, bulks, WARMING);
  return {
    memex: {
      measure: () => rate(server.url, posts),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    },
    bare: {
      measure: () => rate(node.url, bulks),
      [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
    },
  };
}

/** Elasticsearch gives the ids, which costs it the least. */
async function bulksTo({ client, url }: Node): Promise<Load['requests']> {
  const documents = await storedDocuments(client, url, DOCUMENTS);
  const action = JSON.stringify({ create: { _index: BARE_INDEX } });
  const bodies = documents.map((document) => `${action}\n${JSON.stringify(document)}\n`);
  const [first = ''] = bodies;
  const { errors } = await client.bulk({ operations: [first] });
  if (errors) throw new Error('a document was refused');
  return bodies.map((body) => ({
    method: 'POST',
    path: '/_bulk',
    headers: { 'content-type': 'application/x-ndjson' },
    body,
  }));
}
