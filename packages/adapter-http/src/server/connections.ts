import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A connection, and what is owed on it. */
export interface Connection {
  readonly socket: Socket;
  /** The answer to the request that came last; it may have been given. */
  latest: ServerResponse | undefined;
  /** How many requests wait for their turn, behind the one that is being answered. */
  waiting: number;
  /** Why nothing more can be read; it is told once what was read before is answered. */
  fault: NodeJS.ErrnoException | undefined;
}

/** The open connections of a server. */
export type Connections = ReadonlyMap<Duplex, Connection>;

export function trackConnections(server: Server): Connections {
  const connections = new Map<Duplex, Connection>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, { socket, latest: undefined, waiting: 0, fault: undefined });
    socket.once('close', () => connections.delete(socket));
  });
  return connections;
}

/** The answer that is not given yet, or not taken; of several the last. */
export function owedOn({ latest }: Connection): ServerResponse | undefined {
  return latest === undefined || latest.closed ? undefined : latest;
}
