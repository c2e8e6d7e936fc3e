import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE, KEY } from '@memex/test-services';

/** What stands between a store and its server. */
export interface Front {
  readonly url: string;
  close(): void;
}

/** How a front behaves other than passing everything on. */
export interface FrontOptions {
  readonly tls?: boolean;
  /** What is not admitted gets 401. */
  readonly admits?: (request: IncomingMessage) => boolean;
  /** The request is passed on and takes effect; its answer is lost with the connection. */
  readonly losesAnswer?: (request: IncomingMessage) => boolean;
  /** Told how many bytes an answer had that the store took to its end. */
  readonly onAnswer?: (request: IncomingMessage, bytes: number) => void;
}

/** Passes requests on to a server. */
export function startFront(target: string, options: FrontOptions = {}): Promise<Front> {
  return startServer((incoming, outgoing) => {
    if (options.admits?.(incoming) === false) {
      outgoing.writeHead(401, { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' });
      outgoing.end('{"error":{"type":"security_exception","reason":"unable to authenticate"},"status":401}');
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
        outgoing.once('finish', () => options.onAnswer?.(incoming, bytes));
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  }, options.tls);
}

/** Serves what the listener answers, on a port of its own. */
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
