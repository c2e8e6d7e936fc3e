import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';

const MIB = 1_048_576;

/** Requests that would cost a careless server its memory or its time. */
export interface Attack {
  readonly name: string;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Sent piece by piece, for as long as the server takes it. */
  readonly pieces: readonly Buffer[];
}

export function createAttacks(): readonly Attack[] {
  const piece = Buffer.alloc(MIB, 'x');
  const hundred = new Array<Buffer>(100).fill(piece);
  const framed = Buffer.concat([Buffer.from(`${MIB.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
  const arrays = Buffer.alloc(16 * MIB, '[');
  const objects = Buffer.alloc(16 * MIB, '{"a":');
  const zipped = (bytes: Buffer) => ({
    headers: sized(bytes, { 'content-encoding': 'gzip' }),
    pieces: [bytes],
  });
  return [
    { name: '100 MiB, announced', headers: { 'content-length': 100 * MIB }, pieces: hundred },
    {
      name: '100 MiB, unannounced',
      headers: { 'transfer-encoding': 'chunked' },
      pieces: new Array<Buffer>(100).fill(framed),
    },
    { name: '16 MiB of [', headers: sized(arrays), pieces: [arrays] },
    { name: '16 MiB of {"a":', headers: sized(objects), pieces: [objects] },
    { name: 'gzip of 500 MiB', ...zipped(gzipSync(Buffer.alloc(500 * MIB, ' '))) },
    { name: 'gzip of 16 MiB of [', ...zipped(gzipSync(arrays)) },
    { name: 'gzip of empty objects', ...zipped(gzipSync(Buffer.from(`[${'{},'.repeat(5 * MIB)}{}]`))) },
  ];
}

function sized(bytes: Buffer, more: Readonly<Record<string, string>> = {}) {
  return { 'content-length': bytes.length, ...more };
}

/** Sends an attack to its end, answered or not; the status that the server answers, 0 where it only closes the connection. */
export function launch({ headers, pieces }: Attack, port: number): Promise<number> {
  return new Promise((resolve) => {
    let status = 0;
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    const head = Object.entries({ host: 'localhost', 'content-type': 'application/json', ...headers });
    socket.write(
      `POST /messages HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    const rest = [...pieces];
    const feed = (): void => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) if (!socket.write(next)) return;
      if (status !== 0) socket.end();
    };
    socket.on('drain', feed);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
      if (rest.length === 0) socket.end();
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(status));
    feed();
  });
}
