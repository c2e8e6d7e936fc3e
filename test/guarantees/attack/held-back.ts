import { connect } from 'node:net';

/** Posts of which everything is sent but the last byte. */
export function holdBack(
  port: number,
  count: number,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): AsyncDisposable {
  const lines = Object.entries({
    host: 'localhost',
    'content-type': 'application/json',
    'content-length': String(body.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.resume();
    socket.write(`POST /messages HTTP/1.1\r\n${lines.join('')}\r\n`);
    socket.write(body.subarray(0, -1));
    return socket;
  });
  return {
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
