import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection on which a test sends what it likes; it ends with the test. */
export interface Wire {
  readonly socket: Socket;
  /** What came back so far. */
  received(): string;
  /** Everything that came back, once the other side has closed. */
  readonly answer: Promise<string>;
}

export function openWire(service: { readonly url: string }): Wire {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (part) => {
    text += part.toString('latin1');
  });
  const answer = new Promise<string>((resolve) => {
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
  });
  return { socket, received: () => text, answer };
}
