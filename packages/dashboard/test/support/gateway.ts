import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
