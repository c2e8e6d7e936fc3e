import type { Server } from 'node:http';
import { Server as Listener } from 'node:net';
import { promisify } from 'node:util';
import { type Connection, type Connections, owedOn } from './connections.js';

/** How long clients that keep connections open have to send a last request on them and be told that they close, in milliseconds. */
const GRACE_MS = 500;
const CHECK_MS = 20;

/**
 * Stops a server without failing anyone: new connections are refused; connections that are left idle are closed after a moment, and
 * the others as soon as their requests are answered, or at the time limit in milliseconds.
 */
export async function drain(server: Server, connections: Connections, limit: number): Promise<void> {
  const giveUpAt = performance.now() + limit;
  const closed = refuseConnections(server);
  const graceEnds = performance.now() + Math.min(GRACE_MS, limit);
  while (performance.now() < graceEnds && (await countConnections(server)) > 0) await pause();
  const closing = setInterval(() => {
    if (performance.now() >= giveUpAt) server.closeAllConnections();
    // To Node a connection is idle once its answer is written, though the client has not taken all of it.
    else if (![...connections.values()].some(isWritten)) server.closeIdleConnections();
  }, CHECK_MS);
  await closed;
  clearInterval(closing);
}

/**
 * Takes no connection any more; resolves when there is none. The `close` of HTTP would also close idle connections at once, and with
 * them requests that are on their way.
 */
function refuseConnections(server: Server): Promise<void> {
  return new Promise((resolve) => Listener.prototype.close.call(server, () => resolve()));
}

function isWritten(connection: Connection): boolean {
  return owedOn(connection)?.writableEnded === true;
}

function countConnections(server: Server): Promise<number> {
  return promisify<number>((done) => server.getConnections(done))();
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, CHECK_MS));
}
