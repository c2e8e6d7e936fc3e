import type { RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Client, errors, type TransportRequestOptions } from '@elastic/elasticsearch';
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../src/cluster/client.js';
import { type ElasticsearchOptions, settingsOf } from '../src/config/options.js';
import { type Front, startServer } from './front.js';

const HEAD = { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(listener: RequestListener): Promise<Front> {
  const server = await startServer(listener);
  ends.push(() => server.close());
  return server;
}

function connect(nodes: readonly string[], options: ElasticsearchOptions = {}): Client {
  const all = { ...options, nodes };
  const client = createClient(all, settingsOf(all));
  ends.push(() => client.close());
  return client;
}

function ask(client: Client, options: TransportRequestOptions = {}, body?: object): Promise<unknown> {
  const call = body === undefined ? { method: 'GET' } : { method: 'POST', body };
  return client.transport.request({ ...call, path: '/asked' }, options);
}

/** Answers with JSON in parts, each in a packet of its own. */
async function answer(response: ServerResponse, parts: readonly Uint8Array[]): Promise<void> {
  response.writeHead(200, HEAD);
  for (const part of parts) {
    await new Promise((sent) => response.write(part, sent));
    await new Promise((done) => setImmediate(done));
  }
  response.end();
}

/** A server that keeps every answer open, after it has sent `begins` of it. */
async function hangingServer(begins = '') {
  const closed: number[] = [];
  let asked = 0;
  const server = await serve((_, response) => {
    const number = asked++;
    response.once('close', () => closed.push(number));
    if (begins !== '') response.writeHead(200, HEAD).write(begins);
  });
  return { ...server, closed, asked: () => asked };
}

test('an answer that arrives in parts is one text, even where a character is cut', async () => {
  const text = Buffer.from(JSON.stringify({ said: 'così, 猫 and 🐈' }));
  const bytes = Array.from(text, (byte) => Uint8Array.of(byte));
  const server = await serve((_, response) => void answer(response, bytes));
  expect(await ask(connect([server.url]))).toEqual({ said: 'così, 猫 and 🐈' });
});

test('a compressed answer is unpacked', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { ...HEAD, 'content-encoding': 'gzip' }).end(gzipSync('{"packed":true}'));
  });
  expect(await ask(connect([server.url]))).toEqual({ packed: true });
});

test('the body, the query and the path behind a prefix arrive as they were sent', async () => {
  const server = await serve((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () =>
      response
        .writeHead(200, HEAD)
        .end(JSON.stringify({ url: request.url, body: String(Buffer.concat(parts)) })),
    );
  });
  const client = connect([`${server.url}/behind/`]);
  const querystring = { wanted: 'a b' };
  const sent = { method: 'POST', path: '/asked', querystring, body: { text: 'è' } };
  expect(await client.transport.request(sent)).toEqual({
    url: '/behind/asked?wanted=a%20b',
    body: '{"text":"è"}',
  });
});

test('requests one after the other share two connections, since one is used again a turn of the event loop after its answer', async () => {
  const ports = new Set<number | undefined>();
  const server = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.writeHead(200, HEAD).end('{}');
  });
  const client = connect([server.url]);
  for (let count = 0; count < 20; count++) await ask(client);
  expect(ports.size).toBeLessThanOrEqual(2);
});

test.each([
  ['tells its size', true],
  ['does not tell its size', false],
])('an answer that is too large and %s is refused, and the next one is read', async (_, tells) => {
  const large = JSON.stringify('x'.repeat(100_000));
  let asked = 0;
  const server = await serve((_, response) => {
    const text = asked++ === 0 ? large : '"small"';
    response.writeHead(200, { ...HEAD, ...(tells && { 'content-length': text.length }) });
    response.write(text);
    response.end();
  });
  const client = connect([server.url]);
  const refused = ask(client, { maxResponseSize: 50_000 });
  await expect(refused).rejects.toThrow(errors.RequestAbortedError);
  await expect(refused).rejects.toThrow('bigger than the maximum');
  expect(await ask(client, { maxResponseSize: 50_000 })).toBe('small');
});

test.each([
  ['before the answer begins', ''],
  ['while the answer arrives', '{"begun":'],
])('a request that is aborted %s ends at once, and closes its connection', async (_, begins) => {
  const server = await hangingServer(begins);
  const leaving = new AbortController();
  const asked = ask(connect([server.url]), { signal: leaving.signal });
  await expect.poll(server.asked).toBe(1);
  leaving.abort();
  await expect(asked).rejects.toThrow(errors.RequestAbortedError);
  await expect.poll(() => server.closed).toEqual([0]);
});

test('a request that is aborted while it waits for a connection is never sent', async () => {
  const server = await hangingServer();
  const client = connect([server.url]);
  const waiting = Array.from({ length: 256 }, () => ask(client));
  const settled = Promise.allSettled(waiting);
  await expect.poll(server.asked).toBe(256);
  const leaving = new AbortController();
  const asked = ask(client, { signal: leaving.signal });
  leaving.abort();
  await expect(asked).rejects.toThrow(errors.RequestAbortedError);
  server.close();
  expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
  expect(server.asked()).toBe(256);
});

test('a signal that fires after the answer changes nothing', async () => {
  const server = await serve((_, response) => void response.writeHead(200, HEAD).end('{}'));
  const client = connect([server.url]);
  const { signal, ...leaving } = abortable();
  await ask(client, { signal });
  leaving.abort();
  expect(await ask(client)).toEqual({});
});

test.each([
  ['by the limit of the client', { requestTimeoutMs: 300 }, {}],
  ['by a limit of its own', {}, { requestTimeout: 300 }],
])('an answer that does not begin in time is a timeout, %s', async (_, options, own) => {
  const server = await hangingServer();
  const asked = ask(connect([server.url], options), own);
  await expect(asked).rejects.toThrow(errors.TimeoutError);
  await expect.poll(() => server.closed).toEqual([0]);
});

test('an answer that stops in its middle is a timeout', async () => {
  const server = await hangingServer('{"begun":');
  const asked = ask(connect([server.url], { requestTimeoutMs: 300 }));
  await expect(asked).rejects.toThrow(errors.TimeoutError);
});

test('a node that closes the connection midway is left for another one, if the request may be repeated', async () => {
  let asked = 0;
  const dying = await serve((_, response) => {
    asked++;
    response.writeHead(200, { ...HEAD, 'content-length': 100 }).write('{"begun":');
    response.socket?.end();
  });
  const well = await serve((_, response) => void response.writeHead(200, HEAD).end('{"by":"another"}'));
  const client = connect([dying.url, well.url]);
  for (let count = 0; count < 5; count++) expect(await ask(client)).toEqual({ by: 'another' });
  expect(asked).toBe(1);
  const alone = connect([dying.url]);
  const host = new URL(dying.url).host;
  await expect(ask(alone, {}, {})).rejects.toThrow(errors.ConnectionError);
  await expect(ask(alone, {}, {})).rejects.toThrow(host);
});

test('a node that is not there is left for another one', async () => {
  const gone = await serve(() => {});
  gone.close();
  const well = await serve((_, response) => void response.writeHead(200, HEAD).end('{}'));
  expect(await ask(connect([gone.url, well.url]))).toEqual({});
  await expect(ask(connect([gone.url]))).rejects.toThrow(/ECONNREFUSED/);
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
