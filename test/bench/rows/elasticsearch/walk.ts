import { fillNode, serveOn, startNode } from '../../elasticsearch.js';
import type { Row } from '../../row.js';
import { startScript } from '../../script.js';
import { walkServer } from '../../walk-server.js';

const PAGE = 1_000;

export const walkElasticsearch: Row = {
  name: 'es-walk',
  work: 'Elasticsearch: GET /messages, walking the large store in pages of 1,000',
  against:
    'a script that walks the same messages by their timestamps with a point in time, in pages of 1,000',
  unit: 'messages/s',
  atLeast: 0.7,
  long: true,
  prepare: async ({ messages }) => {
    const node = await startNode();
    await fillNode(node, messages);
    const script = await startScript('bare/elasticsearch/walk', [node.url]);
    return {
      ...walkServer(await serveOn(node), { messages, pageSize: PAGE }),
      bare: {
        measure: () => script.ask(0),
        [Symbol.asyncDispose]: async () => {
          await script[Symbol.asyncDispose]();
          await node[Symbol.asyncDispose]();
        },
      },
    };
  },
};
