import type { Row } from '../row.js';
import { scriptSide, startScript } from '../script.js';
import { bareFilled, serveFilled } from '../stores.js';
import { walkServer } from '../walk-server.js';

export const walkAll: Row = {
  name: 'walk',
  work: 'GET /messages, walking the large store in pages of 10,000',
  against:
    'a script that reads the same rows from one table by an index, page by page, and joins their texts to the same bytes',
  unit: 'messages/s',
  atLeast: 0.6,
  prepare: async ({ messages }) => {
    const server = await serveFilled(messages);
    const script = await startScript('bare/export', [await bareFilled(messages)]);
    return {
      ...walkServer(server, { messages, pageSize: 10_000 }),
      bare: scriptSide(script, 0),
    };
  },
};
