import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerFault } from './client-fault.js';
import type { Connection, Connections } from './connections.js';

/** How many requests of all connections may wait for their turn: each takes some 4 KiB. */
const MAX_WAITING = 5_000;

/** Hands out requests, one at a time of a connection. */
export interface Turns {
  readonly onRequest: RequestListener;
  /** From now on answers tell that their connection closes. */
  closeAfterResponse(): void;
}

/**
 * Hands a request out when the answers to those before it on its connection are taken, and reads no further while some wait. Node hands
 * out all that one read brought, so that the answers to a client that asks much and reads nothing would fill the memory.
 */
export function createTurns(handle: RequestListener, connections: Connections): Turns {
  const held = new WeakSet<Connection>();
  let waiting = 0;
  let isLeaving = false;

  const begin = (connection: Connection, request: IncomingMessage, response: ServerResponse): void => {
    if (isLeaving && connection.waiting === 0) response.setHeader('Connection', 'close');
    handle(request, response);
  };

  const wait = (connection: Connection, request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = connection;
    if (socket.destroyed) return;
    if (!held.has(connection)) {
      held.add(connection);
      holdReading(connection);
      socket.once('close', () => drop(connection));
    }
    if (connection.waiting === 0) process.nextTick(() => connection.waiting > 0 && socket.pause());
    connection.waiting++;
    waiting++;
    // Node emits it when the answer before has been taken. Other connections have their turn first.
    response.once('socket', () => setImmediate(proceed));
    const proceed = (): void => {
      if (socket.destroyed) return;
      connection.waiting--;
      waiting--;
      if (connection.waiting === 0) socket.resume();
      if (connection.fault !== undefined && !request.complete) answerFault(connection.fault, socket);
      else begin(connection, request, response);
    };
    while (waiting > MAX_WAITING) cutOff(mostWaiting(connections));
  };

  const cutOff = (connection: Connection): void => {
    drop(connection);
    connection.socket.destroy();
  };

  const drop = (connection: Connection): void => {
    waiting -= connection.waiting;
    connection.waiting = 0;
  };

  return {
    onRequest: (request, response) => {
      const connection = connections.get(request.socket);
      if (connection === undefined) return;
      connection.latest = response;
      if (response.socket === null) wait(connection, request, response);
      else begin(connection, request, response);
    },
    closeAfterResponse: () => {
      isLeaving = true;
    },
  };
}

/** Node goes on reading with every body that is read: this stops it again where requests wait, or nothing more can be read. */
function holdReading(connection: Connection): void {
  const { socket } = connection;
  socket.on('resume', () => {
    if (connection.waiting > 0 || connection.fault !== undefined) socket.pause();
  });
}

function mostWaiting(connections: Connections): Connection {
  return [...connections.values()].reduce((most, one) => (one.waiting > most.waiting ? one : most));
}
