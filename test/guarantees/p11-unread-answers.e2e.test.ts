import type { MessageInput } from '@memex/core';
import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { watchMemory } from '../src/memory.js';
import { p99OfOthers } from '../src/others.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { askWithoutReading, type UnreadOptions } from './attack/unread.js';

const FILE = '/documentation/ui/swagger-ui-bundle.js';
const KEY = 'key-of-an-attacker';
const OTHER_KEY = 'key-of-others';
const PHASE_MS = 1_000;
/** For one connection, and for all: what large answers may hold, and what the accumulator has not taken yet. */
const MAX_MEBIBYTES = 64;
const MAX_MEBIBYTES_IN_ALL = 192;

// When the accumulator comes decides what the memory peaks at: near the bound, one run in several is no finding.
const AGAIN = { retry: 2, timeout: 240_000 };

const RANGE = new URLSearchParams({ project: SAMPLE_PROJECT, ...SAMPLE_RANGE });
/** A page of 60 kB, and one of 16 MiB. */
const PAGE = `/messages?${RANGE}&userId=short&maxSize=130`;
const LARGEST = `/messages?${RANGE}&userId=large&maxSize=10000`;

const ATTACKS: readonly (UnreadOptions & { readonly name: string })[] = [
  { name: 'files, 1,000 on one connection', target: FILE, times: 1_000, connections: 1 },
  { name: 'pages of 60 kB, 460 on one connection', target: PAGE, times: 460, connections: 1 },
  { name: 'the largest pages, 100 on one connection', target: LARGEST, times: 100, connections: 1 },
  { name: 'one of the largest pages', target: LARGEST, times: 1, connections: 1 },
  { name: 'short answers, 100,000 on one connection', target: '/health', times: 100_000, connections: 1 },
  { name: 'files, on 50 connections', target: FILE, times: 1, connections: 50 },
  {
    name: 'short answers, 2,000 on each of 50 connections',
    target: '/health',
    times: 2_000,
    connections: 50,
  },
  { name: 'the largest pages, on 16 connections', target: LARGEST, times: 1, connections: 16 },
];

test.each([
  { keys: 'without keys', environment: {}, key: undefined, otherKey: undefined },
  { keys: 'with keys', environment: { WS_APIKEYS: `${KEY},${OTHER_KEY}` }, key: KEY, otherKey: OTHER_KEY },
])(
  'P11 answers that nobody reads take a bounded memory, $keys',
  AGAIN,
  async ({ keys, environment, key, otherKey }) => {
    await using folder = await createFolder();
    await using server = await startServer({ folder: folder.path, environment });
    await using client = createClient(server.url, 16);
    const headers: Readonly<Record<string, string>> =
      otherKey === undefined ? {} : { authorization: `Bearer ${otherKey}` };
    await fill(client, headers);
    const query = { ...SAMPLE_RANGE, project: 'other', maxSize: '1' };
    const others = (): Promise<number> =>
      p99OfOthers(client, { path: '/messages', query, headers }, PHASE_MS);
    await others();
    for (const { name, ...attack } of ATTACKS) {
      const unhurt = await others();
      const memory = await watchMemory(server.pid);
      await using unread = askWithoutReading(server.port, { ...attack, key });
      const attacked = await others();
      const growth = await memory.growth();
      printFigure('P11', `unread ${name}, ${keys}`, {
        'memory growth, MiB': Math.round(growth),
        "others' p99, ms": attacked.toFixed(1),
        ratio: (attacked / unhurt).toFixed(2),
        closed: unread.closed(),
      });
      expect(growth, name).toBeLessThan(attack.connections === 1 ? MAX_MEBIBYTES : MAX_MEBIBYTES_IN_ALL);
    }
  },
);

async function fill(client: Client, headers: Readonly<Record<string, string>>): Promise<void> {
  const make = createSamples();
  const ofUser = (userId: string, count: number, value: string): MessageInput[] =>
    make(count).map((message) => ({ ...message, userId, content: { type: 'text', value } }));
  traceIdsOf(await post(client, ofUser('short', 200, 'x'.repeat(200)), headers));
  for (let posted = 0; posted < 20; posted += 10) {
    traceIdsOf(await post(client, ofUser('large', 10, 'x'.repeat(1_000_000)), headers));
  }
  traceIdsOf(await post(client, createSamples({ project: 'other' })(10), headers));
}
