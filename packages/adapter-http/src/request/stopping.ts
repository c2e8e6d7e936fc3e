import { setMaxListeners } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

const signals = new WeakMap<Socket, AbortSignal>();

/** Tells the requests to a server when it stops. Most end by themselves soon enough; some would last as long as their clients want. */
export function announceStop(server: Server): { readonly announce: () => void } {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  server.on('connection', (socket: Socket) => signals.set(socket, stopping.signal));
  return { announce: () => stopping.abort() };
}

/** Fires when the server of a request stops. `undefined` if it is the server of another package, which does not tell. */
export function stoppingSignalOf({ socket }: IncomingMessage): AbortSignal | undefined {
  return signals.get(socket);
}
