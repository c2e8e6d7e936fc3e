import type { Server } from 'node:http';
import { Server as Listener } from 'node:net';
import { promisify } from 'node:util';
import { type Connection, type Connections, pendingResponseOf } from './connections.js';

/** Grace period for idle keep-alive connections, in milliseconds: a last request on them is answered with `Connection: close`. */
const GRACE_MS = 500;
const CHECK_INTERVAL_MS = 20;

/**
 * Stops a server without failing any request. New connections are refused. Idle connections are closed after a grace period, and the others as
 * soon as their requests are answered, or after `limit` milliseconds.
 */
export async function drain(server: Server, connections: Connections, limit: number): Promise<void> {
  const giveUpAt = performance.now() + limit;
  const closed = refuseConnections(server);
  const graceEnds = performance.now() + Math.min(GRACE_MS, limit);
  while (performance.now() < graceEnds && (await countConnections(server)) > 0) await pause();
  const closing = setInterval(() => {
    if (performance.now() >= giveUpAt) server.closeAllConnections();
    // Node considers a connection idle once its response is written, even if the client has not read all of it.
    else if (![...connections.values()].some(isWritten)) server.closeIdleConnections();
  }, CHECK_INTERVAL_MS);
  await closed;
  clearInterval(closing);
}

/**
 * Stops accepting connections, and resolves when none is left. The HTTP server's own `close` would also close idle connections at once, and
 * requests that are on their way would fail.
 */
function refuseConnections(server: Server): Promise<void> {
  return new Promise((resolve) => Listener.prototype.close.call(server, () => resolve()));
}

function isWritten(connection: Connection): boolean {
  return pendingResponseOf(connection)?.writableEnded === true;
}

function countConnections(server: Server): Promise<number> {
  return promisify<number>((done) => server.getConnections(done))();
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, CHECK_INTERVAL_MS));
}
