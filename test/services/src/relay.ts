import { readFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { CERTIFICATE, KEY } from './certificate.js';

/** A way to a server that can be cut: whoever uses it is gone for the server then, as a process that ended is. */
export interface Relay {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Leads who comes from now on to another server, as an address does after a failover: connections that are open stay where they are. */
  redirect(target: string): void;
  /** Lets nothing more through the connections that are open, and leaves them open: a router in between has forgotten them. */
  stall(): void;
  cut(): void;
}

/** @param encrypted - The way to the relay is, with {@link CERTIFICATE}; that to the server is not. */
export async function openRelay(target: string, { encrypted = false } = {}): Promise<Relay> {
  let to = new URL(target);
  const sockets = new Set<Socket>();
  const join = (client: Socket): void => {
    const upstream = connect(Number(to.port), to.hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  };
  const server = encrypted
    ? createTlsServer({ key: readFileSync(KEY), cert: readFileSync(CERTIFICATE) }, join)
    : createServer(join);
  return {
    port: await listen(server),
    redirect: (other) => {
      to = new URL(other);
    },
    stall: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay does not listen');
  return address.port;
}
