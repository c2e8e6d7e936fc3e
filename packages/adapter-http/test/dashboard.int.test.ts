import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import {
  createApp,
  createServer,
  type Dashboard,
  type DashboardRequest,
  parseApiKeys,
} from '@memex/adapter-http';
import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import Koa from 'koa';
import mount from 'koa-mount';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { exchange } from './support/client.js';
import { contractOf } from './support/contract.js';
import { descriptor, message, RANGE } from './support/samples.js';
import { type Service, type Settings, startService } from './support/service.js';

const SCRIPT = `export const a = '${'x'.repeat(5_000)}';\n`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'memex-page-'));
  writeFileSync(join(folder, 'app-1.js'), SCRIPT);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A page that shows what `read` makes of a request. */
function pageOf(read: (request: DashboardRequest) => Promise<unknown>): Dashboard {
  return {
    page: async (request) => `<!doctype html><pre>${JSON.stringify(await read(request))}</pre>`,
    file: (name) =>
      name === 'app-1.js'
        ? { path: join(folder, name), size: SCRIPT.length, type: 'text/javascript; charset=utf-8' }
        : undefined,
  };
}

async function start(
  read: (request: DashboardRequest) => Promise<unknown>,
  settings: Settings = {},
): Promise<Service> {
  const service = await startService({ dashboard: pageOf(read), ...settings });
  await service.memex.untrusted.messages.append([message(), message({ project: 'other' })]);
  return service;
}

/** Shows the status and the body of one call. */
const calling =
  (path: string, method = 'GET', body: unknown = undefined) =>
  async ({ send }: DashboardRequest): Promise<unknown> => {
    if (send === undefined) return 'nothing may be read';
    const response = await send({
      path,
      method,
      body: body === undefined ? null : JSON.stringify(body),
      signal: null,
    });
    return [response.status, await response.json()];
  };

async function shown({ url }: Service, key?: string): Promise<string> {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const { text } = await exchange(url, 'GET', '/', { headers });
  return /<pre>(.*)<\/pre>/s.exec(text)?.[1] ?? text;
}

describe('the dashboard', () => {
  test('is not there unless it is configured', async () => {
    const { call } = await startService();
    expect((await call('GET', '/')).status).toBe(404);
    expect((await call('GET', '/dashboard/app-1.js')).status).toBe(404);
  });

  test('is told its query as it is, and its address', async () => {
    const { url, contract } = await start(async ({ search, address }) => ({ search, address }));
    const { status, text, headers } = await exchange(url, 'GET', '/?where=a:b&where=c&project=%E0%A4');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain(
      JSON.stringify({ search: 'where=a:b&where=c&project=%E0%A4', address: `${url}/` }),
    );
    expect(contract).toBeDefined();
  });

  test('loads nothing from elsewhere, and no script of its own text', async () => {
    const { url } = await start(async () => 1);
    const { headers } = await exchange(url, 'GET', '/');
    const policy = (headers['content-security-policy'] ?? '').split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]);
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
  });

  test('is not sent again while it stays the same', async () => {
    const { url } = await start(async () => 1);
    const { headers } = await exchange(url, 'GET', '/');
    const again = await exchange(url, 'GET', '/', { headers: { 'if-none-match': headers.etag ?? '' } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('has files that are kept for ever, and compressed', async () => {
    const { url } = await start(async () => 1);
    const { status, headers, bytes } = await exchange(url, 'GET', '/dashboard/app-1.js', {
      headers: { 'accept-encoding': 'br' },
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
    });
    expect(brotliDecompressSync(bytes).toString()).toBe(SCRIPT);
    const again = await exchange(url, 'GET', '/dashboard/app-1.js', {
      headers: { 'if-none-match': headers.etag ?? '' },
    });
    expect(again.status).toBe(304);
    for (const name of ['app-2.js', '..%2fapp-1.js', '%2e%2e%2fpackage.json', 'app-1.js%00'])
      expect((await exchange(url, 'GET', `/dashboard/${name}`)).status).toBe(404);
  });

  test('is described in the document, and only then', async () => {
    const { url } = await start(async () => 1);
    const document = contractOf((await exchange(url, 'GET', '/documentation')).text).document;
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/', '/dashboard/{file}']));
    const without = await startService();
    expect(without.contract.document.paths['/']).toBeUndefined();
  });
});

describe('what the dashboard reads', () => {
  test('comes from the API, without a connection', async () => {
    const project = '[{"project":"app"';
    const service = await start(calling('projects'));
    expect(await shown(service)).toContain(`[200,${project}`);
    expect(service.records.map(({ route }) => route)).not.toContain('/projects');
  });

  test.each<[string, string, unknown, string]>([
    ['conversation%2Fwith%20signs?project=app', 'GET', undefined, 'performance/conversation/'],
    [`?${RANGE}`, 'GET', undefined, 'messages'],
    ['', 'POST', [descriptor()], 'analytics/query'],
  ])('is anything that reads: %s', async (rest, method, body, path) => {
    expect(await shown(await start(calling(path + rest, method, body)))).toMatch(/^\[200,\[/);
  });

  test.each([
    ['message?traceId=x', 'DELETE'],
    ['messages', 'POST'],
    ['analytic', 'POST'],
    ['live?project=app', 'GET'],
    ['health', 'GET'],
    ['', 'GET'],
    ['nothing', 'GET'],
  ])('is nothing else: %s %s', async (path, method) => {
    const service = await start(calling(path, method, method === 'POST' ? [] : undefined), {
      apiKeys: parseApiKeys('root:admin'),
    });
    expect(await shown(service, 'root')).toMatch(/^\[404,/);
  });

  test('is for admins where the call is', async () => {
    const service = await start(calling('status'), { apiKeys: parseApiKeys('root:admin,all') });
    expect(await shown(service, 'root')).toMatch(/^\[200,\{"version"/);
    expect(await shown(service, 'all')).toContain(
      '[403,{"status":"Forbidden: this call needs the API key of an admin',
    );
  });

  test('is told as it is where it fails', async () => {
    const bad = await start(calling('projects?projct=1'));
    expect(await shown(bad)).toContain('[400,{"status":"Malformed request: projct');
    const down = await start(calling('projects'));
    await down.memex.stop();
    expect(await shown(down)).toContain('[503,{"status":"Unavailable: ');
    expect(down.told).toHaveLength(1);
  });

  test('is nothing without a key, where keys are configured, and no more than the key may read', async () => {
    const service = await start(calling('projects'), { apiKeys: parseApiKeys('all,one:other:read') });
    for (const key of [undefined, 'wrong', ''])
      expect(await shown(service, key)).toBe('"nothing may be read"');
    const one = await shown(service, 'one');
    expect(one).toContain('"project":"other"');
    expect(one).not.toContain('"project":"app"');
    expect(await shown(service, 'all')).toContain('"project":"app"');
  });
});

test('an app that is mounted has the dashboard below its own address', async () => {
  const memex = createMemex({ store: createMemoryStore() });
  const host = new Koa();
  host.use(mount('/bot', createApp(memex, { dashboard: pageOf(async ({ address }) => address) })));
  const server = createServer(host, { host: '127.0.0.1', port: 0 });
  await server.start();
  onTestFinished(() => server.stop());
  const url = server.url ?? '';
  const { status, headers } = await exchange(url, 'GET', '/bot?project=app');
  expect([status, headers.location]).toEqual([308, './bot/?project=app']);
  expect((await exchange(url, 'GET', '/bot/?project=app')).text).toContain(`"${url}/bot/"`);
});
