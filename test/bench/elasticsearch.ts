import { Client } from '@elastic/elasticsearch';
import { isMissing, startElasticsearch } from '@memex/test-services';
import { createClient } from '../src/client.js';
import { storedAt } from '../src/elasticsearch.js';
import { fill } from '../src/posting.js';
import { createSamples, type SampleOptions } from '../src/samples.js';
import { type Server, startServer } from '../src/server.js';

/** A server of Elasticsearch 8 that one row has to itself, and that both of its sides use. */
export interface Node extends AsyncDisposable {
  readonly url: string;
  readonly client: Client;
}

/** @throws Error where there is none on this machine. */
export async function startNode(): Promise<Node> {
  const cluster = await startElasticsearch({ major: 8 });
  if (isMissing(cluster)) throw new Error(`this row needs ${cluster.missing}`);
  const [{ url } = { url: '' }] = cluster.nodes;
  const client = new Client({ node: url, requestTimeout: 600_000 });
  return {
    url,
    client,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await cluster.stop();
    },
  };
}

/** `memex serve` on the node; it has put its templates. */
export function serveOn({ url }: Node): Promise<Server> {
  return startServer({ environment: storedAt(url) });
}

/** Stores so many samples in the node, through a server that ends then. */
export async function fillNode(node: Node, count: number, options?: SampleOptions): Promise<void> {
  process.stdout.write(`Filling Elasticsearch with ${count.toLocaleString('en')} messages …\n`);
  await using server = await serveOn(node);
  await using client = createClient(server.url);
  await fill(client, createSamples(options), count);
  await node.client.indices.refresh({ index: 'message-*' });
}
