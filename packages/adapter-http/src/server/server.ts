import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { InternalError, UnavailableError } from '@memex/core';
import type { Startable } from '@memex/core/ports';
import { announcesBody, deferContinue } from '../request/expect-continue.js';
import { tellFault } from './client-fault.js';
import { trackConnections } from './connections.js';
import { drain } from './drain.js';
import { cutOffStillConnections } from './still-connections.js';
import { createTurns } from './turns.js';

export interface ServerOptions {
  /** The address to listen at. */
  readonly host: string;
  /** The port to listen at; 0 for one that is free. */
  readonly port: number;
  /** How long a client may take to send its headers, in milliseconds. */
  readonly headersTimeout?: number;
  /** How long a client may take to send a whole request, in milliseconds. */
  readonly requestTimeout?: number;
  /** How long a connection without a request is kept, in milliseconds; at least as long as what stands in front keeps it. */
  readonly keepAliveTimeout?: number;
  /** How long a client may take nothing of its answer, in milliseconds. */
  readonly stallTimeout?: number;
  /** How long nothing at all may move on a connection, be it that its answer takes so long, in milliseconds. */
  readonly idleTimeout?: number;
  /** How long accepted requests may take to finish once the server stops, in milliseconds. */
  readonly drainTimeout?: number;
}

const DEFAULTS = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  // Load balancers keep idle connections for 60 seconds: one that is closed while they send a request on it fails the request.
  keepAliveTimeout: 65_000,
  stallTimeout: 30_000,
  idleTimeout: 300_000,
  drainTimeout: 30_000,
};

/** Most bytes of the request line and the headers together. */
const HEADER_BYTES = 16_384;

/** A Koa app: that of `createApp`, or one in which it is mounted. */
export interface Servable {
  callback(): RequestListener;
}

/** Listens while it is started. */
export interface Server extends Startable {
  /** Where it listens, such as `http://127.0.0.1:8080`; `undefined` while it does not. */
  readonly url: string | undefined;
}

/**
 * Serves an app. `start` rejects with `UnavailableError` where the address cannot be had; `stop` takes no new connection, lets
 * accepted requests finish, and closes every connection.
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
      const starting = createListener(app, timeouts);
      await listen(starting.server, host, port);
      listener = starting;
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
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    keepAliveTimeout,
    // Node's own answers are empty: the app gives those to a missing host and to an unknown expectation.
    requireHostHeader: false,
    connectionsCheckingInterval: Math.min(1_000, requestTimeout),
  });
  const connections = trackConnections(server);
  const turns = createTurns(app.callback(), connections);
  server.on('request', turns.onRequest);
  server.on('checkExpectation', turns.onRequest);
  server.on('checkContinue', (request, response) => {
    if (announcesBody(request)) deferContinue(response);
    else response.writeContinue();
    turns.onRequest(request, response);
  });
  server.on('clientError', (fault, socket) => tellFault(connections, fault, socket));
  const endChecks = cutOffStillConnections(connections, timeouts);
  const stop = async (): Promise<void> => {
    turns.closeAfterResponse();
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
