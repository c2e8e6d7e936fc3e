import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A connection, with its pending responses. */
export interface Connection {
  readonly socket: Socket;
  /** The response to the latest request; it may already be sent. */
  latest: ServerResponse | undefined;
  /** How many pipelined requests wait behind the current one. */
  waiting: number;
  /** Why nothing more can be read. The client gets this error after the responses to the earlier requests. */
  error: NodeJS.ErrnoException | undefined;
}

/** The open connections of a server. */
export type Connections = ReadonlyMap<Duplex, Connection>;

export function trackConnections(server: Server): Connections {
  const connections = new Map<Duplex, Connection>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, { socket, latest: undefined, waiting: 0, error: undefined });
    socket.once('close', () => connections.delete(socket));
  });
  return connections;
}

/** The last response that is not completely sent; `undefined` if there is none. */
export function pendingResponseOf({ latest }: Connection): ServerResponse | undefined {
  return latest === undefined || latest.closed ? undefined : latest;
}
