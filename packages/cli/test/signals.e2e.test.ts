import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { batch, post, serveMemex } from './memex-process.js';

const CLIENTS = 8;
const MIN_STORED = 200;

describe('signals', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'P18: on %s under load no accepted request fails',
    async (signal) => {
      await using memex = serveMemex({ LOG_LEVEL: 'warn' });
      const url = await memex.url();
      let stored = 0;
      const client = async (number: number): Promise<void> => {
        for (let count = 0; ; count++) {
          const status = await postOrUndefined(url, batch(`m${number}-${count}`));
          if (status === undefined) return;
          expect(status).toBe(201);
          stored++;
        }
      };
      const clients = Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
      const underLoad = vi.waitFor(() => expect(stored).toBeGreaterThan(MIN_STORED), { timeout: 20_000 });
      await Promise.race([clients, underLoad]);
      // Twice, as when Ctrl-C reaches this process and the one that started it, which passes it on.
      memex.signal(signal);
      memex.signal(signal);
      await clients;
      expect(await memex.exit).toBe(0);
      console.info(`P18: ${stored} posts, none failed`);
    },
  );

  test('a second signal does not wait for a running request', async () => {
    await using memex = serveMemex();
    const { port } = new URL(await memex.url());
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.write(
      'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n[',
    );
    // What is answered after it was sent after it: the server has begun to read.
    await fetch(`http://127.0.0.1:${port}/health`);
    memex.signal('SIGTERM');
    await vi.waitFor(() => expect(memex.printed.stderr).toContain('stopping'), { timeout: 20_000 });
    // What comes within a second is the same signal, passed on by another process: ask until it is heard.
    const asking = setInterval(() => memex.signal('SIGTERM'), 100);
    expect(await memex.exit).toBe(1);
    clearInterval(asking);
    expect(memex.printed.stderr).not.toContain('stopped');
    socket.destroy();
  });
});

/** The status of the answer; nothing where the connection was refused: such a request was never accepted. */
async function postOrUndefined(url: string, body: string): Promise<number | undefined> {
  try {
    return (await post(url, body)).status;
  } catch (error) {
    if (error instanceof TypeError && causeCode(error.cause) === 'ECONNREFUSED') return undefined;
    throw error;
  }
}

function causeCode(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
