import { connect } from 'node:net';

/** How long a server may be silent before the caller goes. It may wait for bytes that never come. */
const TIMEOUT_MS = 500;

/** Sends bytes over a connection of their own and gives all that comes back, whatever it is. */
export function sendRaw(port: number, bytes: Buffer, patienceMs = TIMEOUT_MS): Promise<string> {
  return new Promise((resolve) => {
    const answer: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('data', (chunk) => answer.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(Buffer.concat(answer).toString('latin1')));
  });
}

/** The statuses of the answers in what came back over a connection. */
export function statusesOf(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
