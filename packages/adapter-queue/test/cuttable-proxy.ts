import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut: whoever uses it is gone for the server, as a process that ended is. */
export interface CuttableProxy {
  readonly url: string;
  cut(): void;
}

export async function openProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
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
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${own}/0`,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
