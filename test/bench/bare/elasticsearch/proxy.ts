import { text } from 'node:stream/consumers';
import Koa from 'koa';
import { Pool } from 'undici';

/**
 * The least that can stand between a client and Elasticsearch: Koa takes a document, sends it on as the `_bulk` of one, and answers as
 * Memex does. It checks, indexes and retries nothing.
 */
const [node = '', index = ''] = process.argv.slice(2);
const pool = new Pool(node);
const action = JSON.stringify({ create: { _index: index } });
const ANSWER = JSON.stringify({
  status: 'Created: messages stored',
  traceIds: ['0190f5fe-7c00-7a00-8000-000000000000'],
});

function store(document: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    pool.dispatch(
      {
        method: 'POST',
        path: '/_bulk',
        headers: { 'content-type': 'application/x-ndjson' },
        body: `${action}\n${document}\n`,
      },
      {
        onRequestStart: () => {},
        onResponseData: (_, part) => {
          answer += part.toString();
        },
        onResponseEnd: () => {
          if (JSON.parse(answer).errors === false) resolve();
          else reject(new Error(`Elasticsearch answered ${answer}`));
        },
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}

const app = new Koa().use(async (ctx) => {
  await store(await text(ctx.req));
  ctx.status = 201;
  ctx.type = 'application/json';
  ctx.body = ANSWER;
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
