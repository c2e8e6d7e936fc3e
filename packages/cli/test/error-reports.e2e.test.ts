import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { tellRedis, withoutRedis } from '@memex/test-services';
import { describe, expect, test, vi } from 'vitest';
import { batch, post, runMemex, temporaryFolder } from './memex-process.js';
import { startOwnBroker } from './own-broker.js';

const CORE = fileURLToPath(import.meta.resolve('@memex/core'));
const OWN_STORE = fileURLToPath(new URL('../../../examples/own-store/index.mjs', import.meta.url));

/** A store with faults whose errors say what was sent, in their texts, fields and causes. */
const FAULTY_STORE = `
import { UnavailableError } from ${JSON.stringify(CORE)};
import { createStore as create } from ${JSON.stringify(OWN_STORE)};
const fail = (sent) => {
  throw Object.assign(new TypeError(\`\${JSON.stringify(sent)}\\n    at hush (hush.js:1:1)\`, { cause: new Error(String(sent)) }), { sent });
};
const find = async ({ id }) => {
  if (id === 'away') throw new UnavailableError('the store', { reason: 'it is down', lasting: true });
  fail('hush ' + id);
};
export function createStore(options) {
  const store = create(options);
  const messages = { ...store.messages, page: async (filter) => fail(filter), append: async (entries) => fail(entries) };
  return { ...store, messages, analytics: { ...store.analytics, find } };
}`;

const EMPTY_TEXT = 'The log has the text of this error.';

/** Receives what Sentry's server would. */
async function startReceiver() {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    received.push(await text(request));
    response.end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return {
    dsn: `http://key@127.0.0.1:${address.port}/1`,
    all: () => received.join('\n'),
    events: () =>
      received
        .filter((envelope) => envelope.includes('"exception"'))
        .map((envelope): unknown => JSON.parse(envelope.split('\n')[2] ?? '')),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('error reports', () => {
  test('P20 memex serve reports each 5xx of ours once, with request id and route and nothing that was sent, and no 4xx', async () => {
    await using receiver = await startReceiver();
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'faulty.mjs'), FAULTY_STORE);
    await using memex = runMemex(
      ['serve'],
      {
        STORE: './faulty.mjs',
        WS_PORT: '0',
        WS_APIKEYS: 'hush-key,hush-reader:app:read',
        SENTRY_DSN: receiver.dsn,
        SENTRY_RELEASE: 'r1',
      },
      folder.path,
    );
    const url = await memex.url();
    const key = { 'x-wenet-component-apikey': 'hush-key' };
    const sent = { ...key, cookie: 'hush=cookie', 'x-other': 'hush-header' };
    const body = batch('hush-message').replaceAll('anna', 'hush-user');
    const statuses = [
      await post(url, body, { ...sent, 'x-request-id': 'posting' }),
      await fetch(`${url}/messages?project=app&fromTime=2026-01-01&toTime=2026-12-31&userId=hush-user`, {
        headers: { ...sent, 'x-request-id': 'reading' },
      }),
      await post(url, '[{"hush":"hush"}]', sent),
      await post(url, 'hush', sent),
      await post(url, body),
      await post(url, body, { 'x-wenet-component-apikey': 'hush-reader' }),
      await fetch(`${url}/hush`, { headers: sent }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([500, 500, 400, 400, 401, 403, 404]);
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);

    const exception = {
      values: [{ type: 'TypeError', value: EMPTY_TEXT, stacktrace: { frames: expect.anything() } }],
    };
    process.stdout.write(
      `P20 ${statuses.length} requests, 2 of them 500: ${receiver.events().length} reports\n`,
    );
    expect(receiver.events()).toMatchObject([
      { release: 'r1', tags: { requestId: 'posting', route: '/messages' }, exception },
      { release: 'r1', tags: { requestId: 'reading', route: '/messages' }, exception },
    ]);
    expect(receiver.all()).not.toContain('hush');
    expect(receiver.all()).not.toContain('server_name');
    expect(memex.printed.stderr).toContain('hush-user'); // The log of the operator has what the errors say.
  });

  test.skipIf(withoutRedis() !== '')(
    `P20 a worker reports a job that failed for good for a reason of ours once, and none that the store or the platform could not do${withoutRedis()}`,
    async () => {
      await using receiver = await startReceiver();
      await using folder = await temporaryFolder();
      await using broker = await startOwnBroker();
      await writeFile(join(folder.path, 'faulty.mjs'), FAULTY_STORE);
      await using worker = runMemex(
        ['worker'],
        { ...broker.settings, STORE: './faulty.mjs', SENTRY_DSN: receiver.dsn, LOG_LEVEL: 'error' },
        folder.path,
      );
      // Before their last attempts, as if the others had failed in the five minutes before.
      for (const id of ['away', 'one']) {
        const kept = { data: { kind: 'update-analytic', analyticId: id }, options: { memexStarts: 5 } };
        const quoted = JSON.stringify(kept).replaceAll('"', '\\"');
        await tellRedis(broker.redis.url, `HSET memex:jobs:jobs job-${id} "${quoted}"`);
        await tellRedis(broker.redis.url, `LPUSH memex:jobs:waiting job-${id}`);
      }
      await vi.waitFor(() => expect(worker.printed.stderr.match(/job given up/g)).toHaveLength(2), {
        timeout: 20_000,
      });
      worker.signal('SIGTERM');
      expect(await worker.exit).toBe(0);
      expect(receiver.events()).toMatchObject([
        { tags: { job: 'job-one' }, exception: { values: [{ type: 'TypeError', value: EMPTY_TEXT }] } },
      ]);
      expect(receiver.all()).not.toContain('hush');
    },
  );
});
