import { createMessageLogger } from '@memex/client/message-logger';

const logger = createMessageLogger({
  send: async () => ({ nextCursor: undefined, decode: (read) => read({ id: 'a-1' }) }),
});
const timespan = { type: 'moving', value: '7d' };
const id = await logger.define({
  project: 'app',
  timespan,
  type: 'count',
  dimension: 'user',
  metric: 'total',
});
if (id !== 'a-1') throw new Error(`the analytic has the id ${id}`);
