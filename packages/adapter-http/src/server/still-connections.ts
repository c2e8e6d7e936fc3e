import { type Connection, type Connections, pendingResponseOf } from './connections.js';
import { createStillnessTimer } from './stillness.js';

/** In milliseconds. */
export interface StillnessLimits {
  /** How long a client may read nothing of its response, which takes memory meanwhile. */
  readonly stallTimeout: number;
  /** How long a connection may be without any traffic. */
  readonly idleTimeout: number;
}

const MAX_CHECK_INTERVAL_MS = 1_000;

/**
 * Cuts off connections without traffic. Checking all of them once a second is cheaper than a timer for each, which Node would reset at every read
 * and write.
 *
 * @returns A function that stops the checks.
 */
export function cutOffStillConnections(
  connections: Connections,
  { stallTimeout, idleTimeout }: StillnessLimits,
): () => void {
  const stalled = createStillnessTimer<Connection>();
  const idle = createStillnessTimer<Connection>();

  const isStalled = (connection: Connection): boolean => {
    const { bytesWritten, writableLength } = connection.socket;
    if (writableLength > 0) return stalled.of(connection, bytesWritten - writableLength) >= stallTimeout;
    stalled.forget(connection);
    return false;
  };
  const isIdle = (connection: Connection): boolean => {
    const { bytesRead, bytesWritten, writableLength } = connection.socket;
    return idle.of(connection, bytesRead + bytesWritten - writableLength) >= idleTimeout;
  };
  const check = (): void => {
    for (const connection of connections.values()) {
      if (pendingResponseOf(connection) === undefined) connection.latest = undefined;
      if (isStalled(connection) || isIdle(connection)) connection.socket.destroy();
    }
  };
  const timer = setInterval(check, Math.min(MAX_CHECK_INTERVAL_MS, stallTimeout, idleTimeout)).unref();
  return () => clearInterval(timer);
}
