import { createServer } from 'node:net';

/** A port of this machine that nothing listens on now. Fixed for a test, so that a restarted server is found where it was. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('the machine gave no port'));
      });
    });
  });
}
