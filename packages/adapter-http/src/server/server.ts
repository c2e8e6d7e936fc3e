import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { InternalError, UnavailableError } from '@memex/core';
import type { Startable } from '@memex/core/ports';
import { deferContinue, hasBody } from '../request/expect-continue.js';
import { announceStop } from '../request/stopping.js';
import { handleClientError } from './client-error.js';
import { trackConnections } from './connections.js';
import { drain } from './drain.js';
import { createPipelining } from './pipelining.js';
import { cutOffStillConnections } from './still-connections.js';

export interface ServerOptions {
  /** The address to listen on. */
  readonly host: string;
  /** The port to listen on; 0 for any free port. */
  readonly port: number;
  /** How long a client may take to send its headers, in milliseconds. */
  readonly headersTimeout?: number;
  /** How long a client may take to send a whole request, in milliseconds. */
  readonly requestTimeout?: number;
  /** How long an idle connection is kept, in milliseconds. Should be longer than that of a load balancer in front. */
  readonly keepAliveTimeout?: number;
  /** How long a client may read nothing of its response, in milliseconds. */
  readonly stallTimeout?: number;
  /** How long a connection may be without any traffic, even while a request is processed, in milliseconds. */
  readonly idleTimeout?: number;
  /** How long accepted requests may take to finish after `stop`, in milliseconds. */
  readonly drainTimeout?: number;
}

const DEFAULTS = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  // Load balancers keep idle connections for 60 seconds. If the server closed one first, a request on it could fail.
  keepAliveTimeout: 65_000,
  stallTimeout: 30_000,
  idleTimeout: 300_000,
  drainTimeout: 30_000,
};

/** Limit for the request line and the headers together. */
const MAX_HEADER_BYTES = 16_384;

/** A Koa app: the one of `createApp`, or one in which it is mounted. */
export interface Servable {
  callback(): RequestListener;
}

/** A server. It listens between `start` and `stop`. */
export interface Server extends Startable {
  /** The URL it listens on, such as `http://127.0.0.1:8080`; `undefined` while it does not listen. */
  readonly url: string | undefined;
}

/**
 * Serves an app. `start` rejects with `UnavailableError` if it cannot listen on the address. `stop` accepts no new connections, lets accepted
 * requests finish, and closes all connections.
 */
export function createServer(app: Servable, options: ServerOptions): Server {
  const { host, port, ...timeouts } = { ...DEFAULTS, ...options };
  let listener: Listener | undefined;
  return {
    get url(): string | undefined {
      return listener === undefined ? undefined : urlOf(listener.server, host);
    },
    start: async (): Promise<void> => {
      if (listener !== undefined) return;
      const newListener = createListener(app, timeouts);
      await listen(newListener.server, host, port);
      listener = newListener;
    },
    stop: async (): Promise<void> => {
      const stopping = listener;
      listener = undefined;
      await stopping?.stop();
    },
  };
}

interface Listener {
  readonly server: HttpServer;
  stop(): Promise<void>;
}

function createListener(app: Servable, timeouts: typeof DEFAULTS): Listener {
  const { headersTimeout, requestTimeout, keepAliveTimeout, drainTimeout } = timeouts;
  const server = createHttpServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    keepAliveTimeout,
    // Node's own responses have no body. So the app handles a missing host and an unknown expectation.
    requireHostHeader: false,
    connectionsCheckingInterval: Math.min(1_000, requestTimeout),
  });
  const connections = trackConnections(server);
  const stopping = announceStop(server);
  const pipelining = createPipelining(app.callback(), connections);
  server.on('request', pipelining.onRequest);
  server.on('checkExpectation', pipelining.onRequest);
  server.on('checkContinue', (request, response) => {
    if (hasBody(request)) deferContinue(response);
    else response.writeContinue();
    pipelining.onRequest(request, response);
  });
  server.on('clientError', (error, socket) => handleClientError(connections, error, socket));
  const endChecks = cutOffStillConnections(connections, timeouts);
  const stop = async (): Promise<void> => {
    pipelining.closeAfterResponse();
    stopping.announce();
    await drain(server, connections, drainTimeout);
    endChecks();
  };
  return { server, stop };
}

function listen(server: HttpServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, host, port));
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there',
  EACCES: 'this user may not listen there',
  EADDRNOTAVAIL: 'this machine does not have it',
  ENOTFOUND: 'it cannot be resolved',
};

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = REASONS[error.code ?? ''];
  if (reason === undefined) return new InternalError(`cannot listen at ${host}:${port}`, error);
  return new UnavailableError(`the address ${host}:${port}`, { part: 'service', reason, cause: error });
}

function urlOf(server: HttpServer, host: string): string | undefined {
  const address = server.address();
  if (address === null || typeof address === 'string') return undefined;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
