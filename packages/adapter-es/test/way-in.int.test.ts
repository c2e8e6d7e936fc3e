import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { UnavailableError } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { CERTIFICATE } from '@memex/test-services';
import { expect, test } from 'vitest';
import { createElasticsearchStore, type ElasticsearchOptions } from '../src/index.js';
import { startFront, startServer } from './front.js';
import { onEachMajor, openStore } from './servers.js';

const USER = { username: 'elastic', password: 'pass:word é' };
const API_KEY = 'bm90OnNlY3JldA==';

await onEachMajor('ways in', (nodes) => {
  const [node = ''] = nodes;

  test('a user and password, or an API key, are sent', async () => {
    const sent = new Set<string | undefined>();
    const front = await startFront(node, {
      admits: ({ headers }) => sent.add(headers.authorization) !== undefined,
    });
    for (const auth of [USER, { apiKey: API_KEY }]) await stores({ nodes: [front.url], auth });
    const basic = Buffer.from(`${USER.username}:${USER.password}`).toString('base64');
    expect([...sent]).toEqual([`Basic ${basic}`, `ApiKey ${API_KEY}`]);
    front.close();
  });

  test('a certificate is trusted by its file or its fingerprint', async () => {
    const front = await startFront(node, { tls: true });
    const { raw } = new X509Certificate(readFileSync(CERTIFICATE));
    await stores({ nodes: [front.url], caFile: CERTIFICATE });
    await stores({ nodes: [front.url], caFingerprint: createHash('sha256').update(raw).digest('hex') });
    front.close();
  });

  test('a wrong password is reported at start in one line', async () => {
    const front = await startFront(node, { admits: () => false });
    expect(await refusal({ nodes: [front.url], auth: USER })).toBe(
      'Elasticsearch is unavailable: it refused the user, password or API key',
    );
    front.close();
  });

  test('an untrusted certificate is reported at start in one line', async () => {
    const front = await startFront(node, { tls: true });
    expect(await refusal({ nodes: [front.url] })).toMatch(
      /^Elasticsearch is unavailable: its certificate is not trusted \(self-signed certificate.*\)$/,
    );
    expect(await refusal({ nodes: [front.url], caFingerprint: 'ab'.repeat(32) })).toMatch(
      /certificate is not trusted/,
    );
    front.close();
  });

  test('the probe reports version, nodes and health of the cluster', async () => {
    const store = await openStore(nodes);
    const { name, version, location } = await store.probe();
    expect(name).toBe('Elasticsearch');
    expect(version).toMatch(/^[89]\.\d+\.\d+$/);
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:\d+ \(cluster .+, (green|yellow), nodes: 1\)$/);
    await store.stop();
  });
});

test('a server that is not Elasticsearch is reported at start in one line', async () => {
  for (const status of [200, 404]) {
    const front = await startServer((_, answer) => answer.writeHead(status).end('<html>'));
    expect(await refusal({ nodes: [front.url] })).toBe(
      'Elasticsearch is unavailable: the server is not Elasticsearch',
    );
    front.close();
  }
});

test('version 7 is reported at start in one line, whether or not it understands what the client sends', async () => {
  const headers = { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' };
  const refuses = await startServer((_, answer) =>
    answer
      .writeHead(400, headers)
      .end('{"error":{"type":"media_type_header_exception","reason":"Invalid media-type"},"status":400}'),
  );
  expect(await refusal({ nodes: [refuses.url] })).toBe(
    'Elasticsearch is unavailable: it is too old, version 8 or later is needed',
  );
  const answers = await startServer((_, answer) =>
    answer.writeHead(200, headers).end('{"cluster_name":"old","nodes":{"a":{"version":"7.17.29"}}}'),
  );
  expect(await refusal({ nodes: [answers.url] })).toBe(
    'Elasticsearch is unavailable: its version 7.17.29 is too old, 8 or later is needed',
  );
  refuses.close();
  answers.close();
});

test('a closed port and a port without HTTP are reported as unavailable in one line', async () => {
  const closed = await startServer(() => undefined);
  closed.close();
  expect(await probed(closed.url)).toMatch(/^Elasticsearch is unavailable: .*ECONNREFUSED.*$/);
  const mute = createServer((socket) => socket.end('+PONG\r\n'));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const address = mute.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  expect(await probed(`http://127.0.0.1:${port}`)).toMatch(/^Elasticsearch is unavailable: [^\n]+$/);
  mute.close();
});

async function stores(options: ElasticsearchOptions): Promise<void> {
  const store = await openStore(options.nodes ?? [], options);
  const entry = messageEntry({ project: unique('project') });
  expect(await store.messages.append({ entries: [entry] })).toEqual([entry.traceId]);
  await store.stop();
}

/** What a store says that does not start. */
async function refusal(options: ElasticsearchOptions): Promise<string> {
  const store = createElasticsearchStore({ requestTimeoutMs: 2_000, ...options });
  const error = await store.start().then(
    () => 'it started',
    (reason: unknown) => reason,
  );
  await store.stop();
  return error instanceof UnavailableError ? error.message : String(error);
}

async function probed(url: string): Promise<string> {
  const store = await openStore([url]);
  const error = await store.probe().then(
    () => 'it answered',
    (reason: unknown) => reason,
  );
  await store.stop();
  return error instanceof UnavailableError ? error.message : String(error);
}
