import { json } from 'node:stream/consumers';
import Router from '@koa/router';
import Koa from 'koa';
import { bareRowOf, openBareStore } from './store.js';

/**
 * What a team writes in an afternoon: Koa and its router take messages, insert them into the tables of the embedded store in one synced
 * transaction a request, and answer the trace ids. Nothing is checked.
 */
const store = await openBareStore(process.argv[2] ?? '');

const router = new Router();
router.post('/messages', async (ctx) => {
  const messages = (await json(ctx.req)) as Parameters<typeof bareRowOf>[0][];
  ctx.status = 201;
  ctx.body = { traceIds: store.insert(messages.map(bareRowOf)) };
});

const server = new Koa().use(router.routes()).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
