import { join } from 'node:path';
import { BufferFullError, createClient } from '@memex/client';
import { diskBuffer } from '@memex/client/disk';
import { freePort } from '@memex/test-services';
import { expect, test } from 'vitest';
import { createClient as createHttpClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { createLossyProxy } from '../src/lossy-proxy.js';
import { createRandom } from '../src/random.js';
import { startServer } from '../src/server.js';
import { CANNOT_MOUNT, mountSmallDisk, SKIPPED_WITHOUT_MOUNT } from '../src/small-disk.js';
import { walkField } from '../src/walk.js';
import { addInProcess } from './client/adding.js';

const COUNT = 100_000;
const ROUNDS = 10;
const PER_ROUND = COUNT / ROUNDS;
const LOST_SHARE = 0.1;
const LONG_MS = 600_000;
const MIB = 1_048_576;

test(
  'P32a what a client has taken is stored once, though client and server are killed and answers are lost',
  async () => {
    await using store = await createFolder();
    await using buffer = await createFolder();
    const port = await freePort();
    const random = createRandom(32);
    await using proxy = await createLossyProxy(port, LOST_SHARE, random);
    const added = new Set<string>();
    let server = await startServer({ folder: store.path, port });
    for (let round = 0; round < ROUNDS; round++) {
      const first = round * 2 * PER_ROUND;
      let restarted: Promise<void> | undefined;
      const restart = async (): Promise<void> => {
        await server.end('SIGKILL');
        server = await startServer({ folder: store.path, port });
      };
      const count = await addInProcess({
        url: proxy.url,
        folder: buffer.path,
        first,
        count: 2 * PER_ROUND,
        killAfter: PER_ROUND + random.int(PER_ROUND / 10),
        onAdded(so) {
          if (so > PER_ROUND / 4) restarted ??= restart();
        },
      });
      await restarted;
      for (let n = first; n < first + count; n++) added.add(`m${n}`);
    }
    await using client = createClient({ url: proxy.url, buffer: diskBuffer({ folder: buffer.path }) });
    await client.flush();

    const { ids, repeated } = await walkIds(server.url);
    await server.end('SIGKILL');
    const missing = [...added].filter((id) => !ids.has(id));
    printFigure('P32a', `client and server killed ${ROUNDS} times`, {
      'answers lost': proxy.lost(),
      added: added.size,
      missing: missing.length,
      repeated,
    });
    expect(proxy.lost()).toBeGreaterThan(0);
    expect(added.size).toBeGreaterThanOrEqual(COUNT);
    expect(missing).toEqual([]);
    expect(repeated).toBe(0);
  },
  LONG_MS,
);

test(
  'P32b what a client has taken while no server was there is stored once, and takes little memory until then',
  async () => {
    await using store = await createFolder();
    await using buffer = await createFolder();
    const port = await freePort();
    await using client = createClient({
      url: `http://127.0.0.1:${port}`,
      project: 'app',
      buffer: diskBuffer({ folder: buffer.path }),
      batch: { concurrency: 4 },
    });
    const before = process.memoryUsage().rss;
    for (let n = 0; n < COUNT; n++) {
      client.request(requestOf(n));
      if (n % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const grown = Math.round((process.memoryUsage().rss - before) / MIB);
    await using server = await startServer({ folder: store.path, port });
    await client.flush();
    const { ids, repeated } = await walkIds(server.url);
    printFigure('P32b', 'no server', { added: COUNT, stored: ids.size, repeated, 'memory MiB': grown });
    expect([ids.size, repeated]).toEqual([COUNT, 0]);
  },
  LONG_MS,
);

test.skipIf(CANNOT_MOUNT)(
  `P32c a client whose disk is full says so, and what it had taken is stored once${SKIPPED_WITHOUT_MOUNT}`,
  async () => {
    await using store = await createFolder();
    await using disk = await mountSmallDisk();
    const port = await freePort();
    await using client = createClient({
      url: `http://127.0.0.1:${port}`,
      project: 'app',
      buffer: diskBuffer({ folder: join(disk.path, 'buffer') }),
    });
    const added: string[] = [];
    let refused = 0;
    const addUntilFull = async (): Promise<void> => {
      for (let n = 0; refused < 100; n++) {
        const request = requestOf(n);
        try {
          client.request(request);
          added.push(request.messageId);
        } catch (error) {
          if (!(error instanceof BufferFullError)) throw error;
          refused++;
        }
        if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await addUntilFull();
    await using server = await startServer({ folder: store.path, port });
    await client.flush();
    client.request(requestOf(COUNT));
    added.push(`m${COUNT}`);
    await client.flush();
    const { ids, repeated } = await walkIds(server.url);
    printFigure('P32c', 'disk of 8 MiB', { refused, added: added.length, stored: ids.size, repeated });
    expect([...ids].sort()).toEqual(added.sort());
    expect(repeated).toBe(0);
  },
  LONG_MS,
);

function requestOf(n: number) {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + n);
  const content = { type: 'text', value: `Is it ${n}?` } as const;
  return { messageId: `m${n}`, channel: 'WEB', userId: `u${n % 100}`, timestamp, content };
}

async function walkIds(
  url: string,
): Promise<{ readonly ids: ReadonlySet<string>; readonly repeated: number }> {
  await using near = createHttpClient(url);
  const query = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31', maxSize: '10000' };
  const stored = await walkField(near, '/messages', query, 'messageId');
  const ids = new Set(stored);
  return { ids, repeated: stored.length - ids.size };
}
