import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppOptions, createApp, createServer } from '@memex/adapter-http';
import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { startAll, stopAll } from '@memex/core/toolkit';
import { onTestFinished } from 'vitest';

/** What a gateway does in place of handing a request on. */
export interface GatewayFault {
  /** Answers this. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Hands the request on, and breaks the connection in place of the answer. */
  readonly losesAnswer?: boolean;
  /** Breaks the connection at once. */
  readonly hangsUp?: boolean;
  /** Only bodies that are longer. */
  readonly longerThan?: number;
  /** How often; always where absent. */
  times?: number;
}

/** One request that came to the gateway. */
export interface SeenRequest {
  readonly call: string;
  readonly key: string | undefined;
  readonly body: string;
}

/** A Memex in this process, behind a gateway that does what it is told. Both end with the test. */
export interface Service {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** The first that fits a request holds for it. */
  faults: GatewayFault[];
}

export async function startService(options: AppOptions = {}): Promise<Service> {
  const memex = createMemex({ store: createMemoryStore() });
  const server = createServer(createApp(memex, options), { host: '127.0.0.1', port: 0 });
  await startAll([memex, server]);
  const seen: SeenRequest[] = [];
  const service = { url: '', seen, faults: [] as GatewayFault[] };
  const gateway = createHttpServer((incoming, outgoing) => {
    void pass(incoming, outgoing, server.url ?? '', service);
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  service.url = `http://127.0.0.1:${portOf(gateway.address())}`;
  onTestFinished(async () => {
    gateway.close();
    gateway.closeAllConnections();
    await stopAll([memex, server]);
  });
  return service;
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  { seen, faults }: { seen: SeenRequest[]; faults: GatewayFault[] },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const { method = 'GET', url = '/', headers } = incoming;
  const key = headers['idempotency-key'];
  seen.push({ call: `${method} ${url}`, key: typeof key === 'string' ? key : undefined, body });
  // A browser asks first whether it may call.
  const fault =
    method === 'OPTIONS'
      ? undefined
      : faults.find(({ times = 1, longerThan = -1 }) => times > 0 && body.length > longerThan);
  if (fault?.times !== undefined) fault.times--;
  if (fault?.hangsUp) return void incoming.socket.destroy();
  if (fault?.status !== undefined)
    return void outgoing.writeHead(fault.status, fault.headers).end(fault.body);
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    if (fault?.losesAnswer) {
      answer.resume().once('end', () => incoming.socket.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => incoming.socket.destroy());
  onward.end(body);
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the gateway does not listen');
  return address.port;
}
