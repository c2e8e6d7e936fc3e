import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';

/** A certificate of `localhost` and 127.0.0.1 that signs itself, and its key: files in PEM, for tests only. */
export const CERTIFICATE: string = fileURLToPath(new URL('../tls/certificate.pem', import.meta.url));
export const KEY: string = fileURLToPath(new URL('../tls/key.pem', import.meta.url));

/** An encrypted way to a server that is not. */
export interface EncryptedWay {
  readonly port: number;
  close(): void;
}

export async function openEncrypted(target: string): Promise<EncryptedWay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer({ key: readFileSync(KEY), cert: readFileSync(CERTIFICATE) }, (client) => {
    const upstream = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const { port: own } = server.address() as AddressInfo;
  return {
    port: own,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
