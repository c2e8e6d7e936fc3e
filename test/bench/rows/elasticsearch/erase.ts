import { createClient } from '../../../src/client.js';
import { membersOf } from '../../../src/members.js';
import { fillNode, serveOn, startNode } from '../../elasticsearch.js';
import type { Row } from '../../row.js';
import { startScript } from '../../script.js';

/** A little under 10,000 each, so that one search finds all of a user. */
const MESSAGES_A_USER = 9_500;

export const eraseUser: Row = {
  name: 'es-erase',
  work: `Elasticsearch: DELETE /messages of a user with ${MESSAGES_A_USER.toLocaleString('en')} messages in the large store`,
  against: 'a script that searches the ids of such a user, and deletes them with `_bulk`, 5,000 a request',
  unit: 'messages/s',
  atLeast: 0.8,
  prepare: async ({ messages }) => {
    const node = await startNode();
    await fillNode(node, messages, { users: Math.floor(messages / MESSAGES_A_USER) });
    const server = await serveOn(node);
    const client = createClient(server.url);
    const script = await startScript('bare/elasticsearch/erase', [node.url]);
    let erased = 0;
    return {
      memex: {
        measure: async () => {
          const begin = performance.now();
          const { body } = await client.send({
            method: 'DELETE',
            path: '/messages',
            query: { userId: `user-${erased++}` },
          });
          return (Number(membersOf(body).deleted) / (performance.now() - begin)) * 1_000;
        },
        [Symbol.asyncDispose]: async () => {
          await client[Symbol.asyncDispose]();
          await server[Symbol.asyncDispose]();
        },
      },
      bare: {
        measure: () => script.ask(erased++),
        [Symbol.asyncDispose]: async () => {
          await script[Symbol.asyncDispose]();
          await node[Symbol.asyncDispose]();
        },
      },
    };
  },
};
