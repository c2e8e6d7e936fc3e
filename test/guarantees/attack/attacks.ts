import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createSamples } from '../../src/samples.js';

const MIB = 1_048_576;

/** Requests that would cost a careless server its memory or its time. */
export interface Attack {
  readonly name: string;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Sent piece by piece, for as long as the server takes it. */
  readonly pieces: readonly Buffer[];
}

/** A number that a pattern which looks for the last zeros begins anew with at each zero. */
const LONG_NUMBER = `1.${'0'.repeat(395)}1,`;

const DENSE: readonly { readonly name: string; readonly text: () => string }[] = [
  { name: '42,000 long numbers', text: () => `[${LONG_NUMBER.repeat(42_000)}0]` },
  { name: '500 long numbers', text: () => `[${LONG_NUMBER.repeat(500)}0]` },
  { name: 'long numbers in one message', text: () => inMessage(`[${LONG_NUMBER.repeat(42_000)}0]`) },
  { name: 'a number of 16 million digits', text: () => inMessage('9'.repeat(16_000_000)) },
  { name: '190,000 objects in one message', text: () => inMessage(`[${'{},'.repeat(190_000)}0]`) },
  {
    name: '100,000 keys in one message',
    text: () => inMessage(`{${repeated(100_000, (number) => `"key${number}":1,`)}"z":1}`),
  },
  {
    name: '60,000 objects of different keys',
    text: () => inMessage(`[${repeated(60_000, (number) => `{"k${number}":1},`)}0]`),
  },
];

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
    ...createDenseAttacks(),
  ];
}

/** Small bodies that would be large once parsed, or long to parse. */
export function createDenseAttacks(headers: Readonly<Record<string, string>> = {}): readonly Attack[] {
  return DENSE.map(({ name, text }) => {
    const body = gzipSync(text());
    return {
      name: `gzip of ${name}`,
      headers: sized(body, { 'content-encoding': 'gzip', ...headers }),
      pieces: [body],
    };
  });
}

/** All that an attack sends. */
export function bytesOf({ headers, pieces }: Attack): Buffer {
  return Buffer.concat([Buffer.from(headOf(headers)), ...pieces]);
}

function headOf(headers: Attack['headers']): string {
  const all = Object.entries({ host: 'localhost', 'content-type': 'application/json', ...headers });
  return `POST /messages HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** A message that would be stored. */
function inMessage(value: string): string {
  const [sample] = createSamples()(1);
  return JSON.stringify([{ ...sample, metadata: { a: 0 } }]).replace('"a":0', `"a":${value}`);
}

function repeated(count: number, make: (number: number) => string): string {
  return Array.from({ length: count }, (_, number) => make(number)).join('');
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
    socket.write(headOf(headers));
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
