import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Between the page and the service: it refuses what a test wants refused. */
export interface Gateway {
  readonly url: string;
  /** Calls that are answered 503, by their path with the query, and their body. */
  refuses: (path: string, body: string) => boolean;
}

/** @param target - The address of the service. */
export async function startGateway(target: string): Promise<Gateway> {
  const gateway: Gateway & { url: string } = { url: '', refuses: () => false };
  const server = createServer((incoming, outgoing) => {
    void pass(incoming, outgoing, target, gateway);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  gateway.url = `http://127.0.0.1:${port}/`;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return gateway;
}

const REFUSAL = { status: 'Unavailable: the store is busy', code: 503 };

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  gateway: Gateway,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { method = 'GET', url = '/', headers } = incoming;
  if (await serveStatic(url, outgoing)) return;
  if (gateway.refuses(url, body.toString())) {
    outgoing.writeHead(503, { 'content-type': 'application/json' }).end(JSON.stringify(REFUSAL));
    return;
  }
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  outgoing.on('close', () => onward.destroy());
  onward.on('error', () => outgoing.destroy());
  onward.end(body);
}

// The page, until the service mounts it.
const STATIC = fileURLToPath(new URL('../../dist/static/', import.meta.url));
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
async function serveStatic(url: string, outgoing: ServerResponse): Promise<boolean> {
  const path = url.replace(/\?.*/, '');
  if (path === '/') {
    const m = JSON.parse(await readFile(`${STATIC}manifest.json`, 'utf8'));
    outgoing
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP })
      .end(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Memex</title><link rel="icon" href="data:,"><link rel="stylesheet" href="dashboard/${m.style}"><script type="module" src="dashboard/${m.script}"></script></head><body><div id="app"></div></body></html>`,
      );
    return true;
  }
  if (!path.startsWith('/dashboard/')) return false;
  const name = path.slice('/dashboard/'.length);
  outgoing
    .writeHead(200, { 'content-type': name.endsWith('css') ? 'text/css' : 'text/javascript' })
    .end(await readFile(STATIC + name));
  return true;
}
