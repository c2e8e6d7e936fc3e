import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { quantile } from '../src/median.js';
import { watchMemory } from '../src/memory.js';
import { post } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { holdBack } from './attack/held-back.js';

const KEY = 'key-of-an-attacker';
const OTHER_KEY = 'key-of-others';
const BODY = Buffer.alloc(15 * 1_048_576, ' ');
const POSTS = 40;
const PAUSE_MS = 20;
/** What all bodies together may hold, with some room for what the accumulator has not taken yet. */
const MAX_MEBIBYTES = 192;

const ATTACKS = [
  { name: '8 of gzip', count: 8, body: gzipSync(BODY), headers: { 'content-encoding': 'gzip' } },
  { name: '12 of 15 MiB', count: 12, body: BODY, headers: {} },
] as const;

test.each([
  { keys: 'without keys', environment: {}, own: {}, others: {} },
  {
    keys: 'with keys',
    environment: { WS_APIKEYS: `${KEY},${OTHER_KEY}` },
    own: { authorization: `Bearer ${KEY}` },
    others: { authorization: `Bearer ${OTHER_KEY}` },
  },
])(
  'P11 bodies whose ends are held back leave the others their room, $keys',
  async ({ keys, environment, own, others }) => {
    await using folder = await createFolder();
    await using server = await startServer({ folder: folder.path, environment });
    await using client = createClient(server.url, 16);
    const make = createSamples();
    const postMany = async (): Promise<{ readonly refused: number; readonly p99: number }> => {
      const times: number[] = [];
      let refused = 0;
      for (let posted = 0; posted < POSTS; posted++) {
        const begin = performance.now();
        const { status } = await post(client, make(100), others);
        times.push(performance.now() - begin);
        if (status !== 201) refused++;
        await delay(PAUSE_MS);
      }
      return { refused, p99: quantile(times, 0.99) };
    };
    await postMany();
    for (const { name, count, body, headers } of ATTACKS) {
      const before = await postMany();
      const memory = await watchMemory(server.pid);
      await using _attack = holdBack(server.port, count, body, { ...headers, ...own });
      const { refused, p99 } = await postMany();
      const growth = await memory.growth();
      printFigure('P11', `held back, ${name}, ${keys}`, {
        'others refused': refused,
        'memory growth, MiB': Math.round(growth),
        "others' p99, ms": p99.toFixed(1),
        ratio: (p99 / before.p99).toFixed(2),
      });
      expect(refused, name).toBe(0);
      expect(growth, name).toBeLessThan(MAX_MEBIBYTES);
    }
  },
  120_000,
);
