import type { Client, estypes } from '@elastic/elasticsearch';
import { createElasticsearchStore } from '@memex/adapter-es';
import { createMemex } from '@memex/core';
import { createSamples } from '../../../src/samples.js';

/** What Memex stores of a message; `memex` is its own part. */
type Source = Readonly<Record<string, unknown>> & { readonly memex: object };

/** Has Memex store so many sample messages, and gives the documents that it made of them: what it indexes of each comes with them. */
export async function storedDocuments(
  client: Client,
  node: string,
  count: number,
): Promise<readonly Source[]> {
  // A month that nothing else is of: its index holds only these.
  const messages = createSamples({ start: Date.UTC(2025, 5, 1) })(count);
  const memex = createMemex({ store: createElasticsearchStore({ nodes: [node], replicas: 0 }) });
  await memex.start();
  await memex.messages.append(messages);
  await memex.stop();
  const index = 'message-2025-06';
  await client.indices.refresh({ index });
  const { hits } = await client.search<Source>({ index, size: count });
  return hits.hits.map(sourceOf);
}

function sourceOf({ _source }: estypes.SearchHit<Source>): Source {
  if (_source === undefined) throw new Error('a document has no source');
  return _source;
}
