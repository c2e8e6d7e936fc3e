import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerClientError } from './client-error.js';
import type { Connection, Connections } from './connections.js';

/** How many pipelined requests may wait on all connections together. Each takes about 4 KiB. */
const MAX_WAITING = 5_000;

/** Passes on pipelined requests, one at a time per connection. */
export interface Pipelining {
  readonly onRequest: RequestListener;
  /** From now on, responses have `Connection: close`. */
  closeAfterResponse(): void;
}

/**
 * Passes a request on when the client has read the responses before it, and reads no further from the connection meanwhile. Node alone would pass
 * on everything it has read, so a client that sends many requests and reads no response could fill the memory.
 */
export function createPipelining(handle: RequestListener, connections: Connections): Pipelining {
  const held = new WeakSet<Connection>();
  let waiting = 0;
  let isClosing = false;

  const begin = (connection: Connection, request: IncomingMessage, response: ServerResponse): void => {
    if (isClosing && connection.waiting === 0) response.setHeader('Connection', 'close');
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
    // Node emits this when the response before it was read. Other connections go first.
    response.once('socket', () => setImmediate(proceed));
    const proceed = (): void => {
      if (socket.destroyed) return;
      connection.waiting--;
      waiting--;
      if (connection.waiting === 0) socket.resume();
      if (connection.error !== undefined && !request.complete) answerClientError(connection.error, socket);
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
      isClosing = true;
    },
  };
}

/** Reading a body makes Node resume the socket. This pauses it again if requests wait, or after a parse error. */
function holdReading(connection: Connection): void {
  const { socket } = connection;
  socket.on('resume', () => {
    if (connection.waiting > 0 || connection.error !== undefined) socket.pause();
  });
}

function mostWaiting(connections: Connections): Connection {
  return [...connections.values()].reduce((most, one) => (one.waiting > most.waiting ? one : most));
}
