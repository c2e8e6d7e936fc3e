import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { storedAt } from '../../../src/elasticsearch.js';
import { createFolder } from '../../../src/folder.js';
import { watchMemory } from '../../../src/memory.js';
import { runMemex } from '../../../src/server.js';
import { startNode } from '../../elasticsearch.js';
import type { Row } from '../../row.js';
import { startScript } from '../../script.js';
import { filledFolder } from '../../stores.js';

const MAX_MEMORY = 200;

/** No sample is of its month. */
const BARE_INDEX = 'message-2025-01';

export const copyToElasticsearch: Row = {
  name: 'es-copy',
  work: 'memex copy of the large embedded store to Elasticsearch',
  against:
    'the client’s bare `_bulk` of the same documents, 5,000 a request, into an index of the same template',
  unit: 'messages/s',
  atLeast: 0.6,
  long: true,
  prepare: async ({ messages, seconds }) => {
    const folder = await createFolder();
    const from = await filledFolder(messages);
    const node = await startNode();
    const script = await startScript('bare/elasticsearch/bulk', [node.url, BARE_INDEX]);
    const peaks: number[] = [];
    return {
      memex: {
        measure: async () => {
          await deleteMessages(node.client);
          const begin = performance.now();
          await using copy = runMemex(
            [
              'copy',
              '--from',
              `embedded:${from}`,
              '--to',
              'elasticsearch',
              '--state',
              join(folder.path, 'state'),
            ],
            storedAt(node.url),
          );
          const memory = await watchMemory(copy.pid);
          const { code } = await copy.exit;
          if (code !== 0) throw new Error(`memex copy ended with ${code}:\n${copy.output()}`);
          peaks.push(memory.peak());
          return (messages / (performance.now() - begin)) * 1_000;
        },
        [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
      },
      bare: {
        measure: () => script.ask(seconds),
        [Symbol.asyncDispose]: async () => {
          await script[Symbol.asyncDispose]();
          await node[Symbol.asyncDispose]();
        },
      },
      note: () => {
        const peak = Math.max(...peaks);
        return { text: `${Math.round(peak)} MiB of memory`, holds: peak < MAX_MEMORY };
      },
    };
  },
};

/** A copy compares its counts: what was written before it would be too much. */
async function deleteMessages(client: Client): Promise<void> {
  const index = Object.keys(await client.indices.get({ index: 'message-*' }));
  if (index.length > 0) await client.indices.delete({ index });
}
