import { storedDocuments } from '../../bare/elasticsearch/documents.js';
import { type Node, serveOn, startNode } from '../../elasticsearch.js';
import { answersASecond, type Load, postsOf } from '../../load.js';
import type { Row, Size } from '../../row.js';
import { startScript } from '../../script.js';

const CONNECTIONS = [1, 16, 64];

const AGAINST =
  'bare `_bulk` of the same documents, 1 a request, as many connections, into an index of the same template';

/** Old clients send one message a request: alone, and many of them at once. */
export const postSinglesToElasticsearch: readonly Row[] = CONNECTIONS.map((connections) => ({
  name: `es-single-${connections}`,
  work: `Elasticsearch: POST /messages, 1 a request, ${told(connections)}`,
  against: AGAINST,
  unit: 'messages/s',
  atLeast: 0.8,
  prepare: (size: Size) => prepare(size, connections, serveMemex),
}));

/** What is left where anything stands in between at all. It is no work of Memex, so that nothing is asked of it. */
export const passOnSingles: readonly Row[] = CONNECTIONS.map((connections) => ({
  name: `es-proxy-${connections}`,
  work: `Elasticsearch: Koa that passes a document on as \`_bulk\` and does nothing else, 1 a request, ${told(connections)}`,
  against: AGAINST,
  unit: 'documents/s',
  atLeast: 0,
  prepare: (size: Size) => prepare(size, connections, serveProxy),
}));

function told(connections: number): string {
  return `${connections} connection${connections === 1 ? '' : 's'}`;
}

/** A month that no sample is of. */
const BARE_INDEX = 'message-2025-01';
const DOCUMENTS = 200;
/** Connections of the warm-up. */
const WARMING = 64;

/** What stands between the load and Elasticsearch. */
interface Between extends AsyncDisposable {
  readonly url: string;
  readonly requests: Load['requests'];
}

type Serve = (node: Node, documents: readonly string[]) => Promise<Between>;

async function prepare({ seconds }: Size, connections: number, serve: Serve) {
  const node = await startNode();
  // The index of the bare side gets its template from the store that makes the documents.
  const stored = await storedDocuments(node.client, node.url, DOCUMENTS);
  const documents = stored.map((document) => JSON.stringify(document));
  const between = await serve(node, documents);
  const bulks = await bulksTo(node, documents);
  const rate = (url: string, requests: Load['requests'], at = connections) =>
    answersASecond({ url, connections: at, seconds, requests });
  // A few thousand messages pass until code is compiled, on both sides: one connection would need minutes for them.
  await rate(between.url, between.requests, WARMING);
  await rate(node.url, bulks, WARMING);
  return {
    memex: {
      measure: () => rate(between.url, between.requests),
      [Symbol.asyncDispose]: () => between[Symbol.asyncDispose](),
    },
    bare: {
      measure: () => rate(node.url, bulks),
      [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
    },
  };
}

async function serveMemex(node: Node): Promise<Between> {
  const server = await serveOn(node);
  return {
    url: server.url,
    requests: postsOf(1),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function serveProxy({ url }: Node, documents: readonly string[]): Promise<Between> {
  const proxy = await startScript('bare/elasticsearch/proxy', [url, BARE_INDEX]);
  return {
    url: `http://127.0.0.1:${proxy.ready}`,
    requests: documents.map((body) => ({ method: 'POST', path: '/messages', body })),
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  };
}

/** Elasticsearch gives the ids, which costs it the least. */
async function bulksTo({ client }: Node, documents: readonly string[]): Promise<Load['requests']> {
  const action = JSON.stringify({ create: { _index: BARE_INDEX } });
  const bodies = documents.map((document) => `${action}\n${document}\n`);
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
