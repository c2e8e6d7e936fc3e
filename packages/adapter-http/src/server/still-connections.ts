import { type Connection, type Connections, owedOn } from './connections.js';
import { createStillness } from './stillness.js';

/** In milliseconds. */
export interface StillnessLimits {
  /** How long a client may take nothing of its answer: what waits for it fills the memory. */
  readonly stallTimeout: number;
  /** How long nothing at all may move on a connection. */
  readonly idleTimeout: number;
}

const MAX_CHECK_MS = 1_000;

/**
 * Cuts off connections on which nothing moves. One look at all of them each second costs less than the timer that Node would set anew
 * for each with every read and write.
 *
 * @returns What ends it.
 */
export function cutOffStillConnections(
  connections: Connections,
  { stallTimeout, idleTimeout }: StillnessLimits,
): () => void {
  const stalled = createStillness<Connection>();
  const idle = createStillness<Connection>();

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
      if (owedOn(connection) === undefined) connection.latest = undefined;
      if (isStalled(connection) || isIdle(connection)) connection.socket.destroy();
    }
  };
  const timer = setInterval(check, Math.min(MAX_CHECK_MS, stallTimeout, idleTimeout)).unref();
  return () => clearInterval(timer);
}
