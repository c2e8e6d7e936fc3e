import { connect } from 'node:net';

/** Connections that ask much and read nothing. */
export interface UnreadAttack extends AsyncDisposable {
  /** How many of them the server has closed so far. */
  closed(): number;
}

/** Asks for the same, so many times on each of so many connections, all at once. */
export function askWithoutReading(
  port: number,
  { target, times, connections, key }: UnreadOptions,
): UnreadAttack {
  const head = [
    `GET ${target} HTTP/1.1`,
    'host: localhost',
    ...(key === undefined ? [] : [`authorization: Bearer ${key}`]),
  ];
  const request = `${head.join('\r\n')}\r\n\r\n`;
  let closed = 0;
  const sockets = Array.from({ length: connections }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    socket.on('error', () => socket.destroy());
    socket.once('close', () => closed++);
    socket.write(request.repeat(times));
    return socket;
  });
  return {
    closed: () => closed,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

export interface UnreadOptions {
  readonly target: string;
  readonly times: number;
  readonly connections: number;
  readonly key?: string | undefined;
}
