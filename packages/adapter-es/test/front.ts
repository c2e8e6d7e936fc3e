import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE, KEY } from '@memex/test-services';
import { TakenAnswers } from './taken-answers.js';

/** A proxy between a store and its server. */
export interface Front {
  readonly url: string;
  close(): void;
}

/** A front that knows which answers were taken. */
export interface WatchingFront extends Front {
  /** Resolves when `onAnswer` was told every answer that was taken. The clients have to be closed before. */
  answersSettled(): Promise<void>;
}

/** How the proxy interferes. */
export interface FrontOptions {
  readonly tls?: boolean;
  /** Requests that are not admitted get 401. */
  readonly admits?: (request: IncomingMessage) => boolean;
  /** The answer to send instead of the server's, after the request was read. */
  readonly answers?: (request: IncomingMessage) => FrontAnswer | undefined;
  /** Awaited before a request is forwarded. */
  readonly before?: (request: IncomingMessage) => Promise<unknown>;
  /** The request is forwarded and takes effect, but the connection closes before its answer. */
  readonly losesAnswer?: (request: IncomingMessage) => boolean;
  /** Called with the size of each answer that the store read to the end. */
  readonly onAnswer?: (request: IncomingMessage, bytes: number) => void;
}

export interface FrontAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A front, and the sizes of the answers to searches that were taken. */
export async function startCountingFront(
  node: string,
): Promise<{ readonly front: WatchingFront; readonly answers: readonly number[] }> {
  const answers: number[] = [];
  const front = await startFront(node, {
    onAnswer: ({ url = '' }, bytes) => {
      if (url.includes('_search')) answers.push(bytes);
    },
  });
  return { front, answers };
}

/** The error that Elasticsearch returns for a missing privilege. */
export function denial(action: string) {
  const reason = `action [${action}] is unauthorized for user [memex], this action is granted by others`;
  return { type: 'security_exception', reason };
}

/** The answer of Elasticsearch for a missing privilege. */
export function forbidden(action: string): FrontAnswer {
  return inJson({ error: { root_cause: [denial(action)], ...denial(action) }, status: 403 }, 403);
}

/** An answer of Elasticsearch. */
export function inJson(body: object, status = 200): FrontAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

/** The answer of nginx to a request that is too large. */
export const TOO_LARGE: FrontAnswer = {
  status: 413,
  type: 'text/html',
  body: '<html><head><title>413 Request Entity Too Large</title></head></html>',
};

/** Starts a proxy for a server. */
export async function startFront(target: string, options: FrontOptions = {}): Promise<WatchingFront> {
  const taken = new TakenAnswers();
  const front = await startServer(async (incoming, outgoing) => {
    taken.wasTaken(incoming.socket);
    await options.before?.(incoming);
    if (options.admits?.(incoming) === false) {
      outgoing.writeHead(401, { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' });
      outgoing.end('{"error":{"type":"security_exception","reason":"unable to authenticate"},"status":401}');
      return;
    }
    const instead = options.answers?.(incoming);
    if (instead !== undefined) {
      const { status, type, body } = instead;
      const product = type === 'application/json' ? { 'x-elastic-product': 'Elasticsearch' } : {};
      incoming.resume();
      incoming.once('end', () => outgoing.writeHead(status, { ...product, 'content-type': type }).end(body));
      return;
    }
    const { method = 'GET', url = '/', headers } = incoming;
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      if (options.losesAnswer?.(incoming) === true) {
        answer.resume();
        answer.once('end', () => incoming.socket.destroy());
        return;
      }
      if (options.onAnswer !== undefined) {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        outgoing.once('finish', () =>
          taken.wasSent(incoming.socket, () => options.onAnswer?.(incoming, bytes)),
        );
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  }, options.tls);
  return { ...front, answersSettled: () => taken.settled() };
}

/** Starts a server on a free port. */
export async function startServer(listener: RequestListener, tls = false): Promise<Front> {
  const server: Server = tls
    ? createTlsServer({ key: readFileSync(KEY), cert: readFileSync(CERTIFICATE) }, listener)
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
