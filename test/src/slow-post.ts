import { once } from 'node:events';
import { connect } from 'node:net';

/** A request that was begun and not sent to its end. */
export interface SlowPost {
  /** Sends the rest; the status of the answer. */
  finish(): Promise<number>;
}

/** Begins a post of messages: all but the last byte, with the server waiting for it. */
export async function openSlowPost(port: number, messages: readonly unknown[]): Promise<SlowPost> {
  const body = JSON.stringify(messages);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const head = [
    'POST /messages HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'expect: 100-continue',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  // The server asks for the body: it has accepted the request.
  await once(socket, 'data');
  socket.write(body.slice(0, -1));
  return {
    finish: async () => {
      socket.write(body.slice(-1));
      const [answer] = await once(socket, 'data');
      socket.destroy();
      return Number(/^HTTP\/1\.1 (\d{3})/.exec(String(answer))?.[1]);
    },
  };
}
