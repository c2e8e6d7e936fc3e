import { type Connection, type Connections, owedOn } from './connections.js';

/** How much of what was written a connection had taken, and when it last took some. */
interface Progress {
  readonly taken: number;
  readonly at: number;
}

const MAX_CHECK_MS = 1_000;

/**
 * Cuts off connections whose clients take nothing of their answers for so many milliseconds: what waits for them fills the memory.
 *
 * @returns What ends it.
 */
export function cutOffStalledReaders(connections: Connections, timeoutMs: number): () => void {
  const progress = new WeakMap<Connection, Progress>();
  const check = (): void => {
    const now = performance.now();
    for (const connection of connections.values()) {
      if (owedOn(connection) === undefined) connection.latest = undefined;
      if (connection.socket.writableLength === 0) progress.delete(connection);
      else if (isStalled(connection, now)) connection.socket.destroy();
    }
  };
  const isStalled = (connection: Connection, now: number): boolean => {
    const taken = connection.socket.bytesWritten - connection.socket.writableLength;
    const before = progress.get(connection);
    if (before?.taken === taken) return now - before.at >= timeoutMs;
    progress.set(connection, { taken, at: now });
    return false;
  };
  const timer = setInterval(check, Math.min(MAX_CHECK_MS, timeoutMs)).unref();
  return () => clearInterval(timer);
}
