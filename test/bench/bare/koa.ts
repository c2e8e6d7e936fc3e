import { readFileSync } from 'node:fs';
import Router from '@koa/router';
import Koa from 'koa';

/** Koa and its router, and nothing else: answers `GET /health` with a text, and `GET /message` with one of a file's texts. */
const texts = new Map(Object.entries<string>(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))));

const router = new Router();
router.get('/health', (ctx) => {
  ctx.type = 'application/json; charset=utf-8';
  ctx.body = texts.get('health');
});
router.get('/message', (ctx) => {
  ctx.type = 'application/json; charset=utf-8';
  ctx.body = texts.get(String(ctx.query.traceId));
});

const server = new Koa().use(router.routes()).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
