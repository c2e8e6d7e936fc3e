import { connect, createServer, type Socket } from 'node:net';
import type { Random } from './random.js';

/** A network that loses answers: the request arrives, then the connection breaks. */
export interface LossyProxy extends AsyncDisposable {
  readonly url: string;
  /** How many answers it has lost. */
  lost(): number;
}

/** Stands before a server on this machine and loses the given share of its answers. */
export async function createLossyProxy(port: number, share: number, random: Random): Promise<LossyProxy> {
  const sockets = new Set<Socket>();
  let lost = 0;
  const proxy = createServer((caller) => {
    const server = connect(port, '127.0.0.1');
    for (const socket of [caller, server]) {
      sockets.add(socket);
      socket.once('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
    }
    let answering = false;
    caller.on('data', (chunk) => {
      answering = false;
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (!answering && random.next() < share) {
        lost++;
        caller.destroy();
        server.destroy();
        return;
      }
      answering = true;
      caller.write(chunk);
    });
    caller.once('close', () => server.destroy());
    server.once('close', () => caller.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
  return {
    url: `http://127.0.0.1:${address.port}`,
    lost: () => lost,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
