import { connect, type Socket } from 'node:net';
import { statusesOf } from '../../src/raw-request.js';

const PERIOD_MS = 1_000;

/** Connections that send a byte a second and never end. */
export interface SlowSenders extends AsyncDisposable {
  /** Resolves with the status that each got, 0 where it was only closed, once all are cut off. */
  readonly cutOff: Promise<readonly number[]>;
}

/** What a slow sender sends at once, before it begins to drip. */
export const SLOW_HEADERS = 'GET /health HTTP/1.1\r\nhost: localhost\r\nx-slow: ';
export const SLOW_BODY =
  'POST /messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n[';

export function startSlowSenders(port: number, count: number, beginning: string): SlowSenders {
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1'));
  const timer = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write(' ');
  }, PERIOD_MS);
  return {
    cutOff: Promise.all(sockets.map((socket) => statusOf(socket, beginning))),
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
    },
  };
}

function statusOf(socket: Socket, beginning: string): Promise<number> {
  return new Promise((resolve) => {
    let answer = '';
    socket.write(beginning);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(statusesOf(answer)[0] ?? 0));
  });
}
