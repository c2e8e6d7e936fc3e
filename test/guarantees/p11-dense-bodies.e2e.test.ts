import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { watchMemory } from '../src/memory.js';
import { post, traceIdsOf } from '../src/posting.js';
import { sendRaw, statusesOf } from '../src/raw-request.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { type Attack, bytesOf, createDenseAttacks, launch } from './attack/attacks.js';

const KEY = 'key-of-an-attacker';
const AT_ONCE = 60;
const MAX_MEBIBYTES = 64;
/** A pattern that began anew at each zero took three times as long, for one body. */
const MAX_MS = 3_000;
const WARMING_POSTS = 100;
const WARMING_BATCH = 200;
/** Longer than any of them may take. */
const TIMEOUT_MS = 10_000;

test.each([
  { keys: 'without keys', environment: {}, headers: {} },
  { keys: 'with keys', environment: { WS_APIKEYS: KEY }, headers: { authorization: `Bearer ${KEY}` } },
])(
  'P11 small bodies that would be large once parsed, or long to parse, are cut off, $keys',
  { retry: 2 },
  async ({ keys, environment, headers }) => {
    await using folder = await createFolder();
    await using server = await startServer({ folder: folder.path, environment });
    await using client = createClient(server.url);
    // What serving alone lets the memory grow to is not the attacks'.
    const make = createSamples();
    for (let posts = 0; posts < WARMING_POSTS; posts++) {
      traceIdsOf(await post(client, make(WARMING_BATCH), headers));
    }

    const memory = await watchMemory(server.pid);
    const attacks = createDenseAttacks(headers);
    const statuses = new Set<number>();
    let slowest = 0;
    for (const attack of attacks) {
      const begin = performance.now();
      statuses.add(await launch(attack, server.port));
      slowest = Math.max(slowest, performance.now() - begin);
      const together = Array.from({ length: AT_ONCE }, () => launch(attack, server.port));
      for (const status of await Promise.all(together)) statuses.add(status);
      for (const status of await pipelined(attack, server.port)) statuses.add(status);
    }
    const growth = await memory.growth();
    printFigure('P11', `dense bodies, ${keys}`, {
      attacks: attacks.length * (1 + 2 * AT_ONCE),
      'bytes of the largest': Math.max(...attacks.map((attack) => bytesOf(attack).length)),
      statuses: [...statuses].join(' '),
      'memory growth, MiB': Math.round(growth),
      'slowest answer, ms': Math.round(slowest),
    });
    for (const status of statuses) expect([400, 413]).toContain(status);
    expect(growth).toBeLessThan(MAX_MEBIBYTES);
    expect(slowest).toBeLessThan(MAX_MS);
    expect(traceIdsOf(await post(client, make(1), headers))).toHaveLength(1);
  },
);

/** The answers to as many on one connection, sent without waiting. The server may close it before the last. */
async function pipelined(attack: Attack, port: number): Promise<readonly number[]> {
  const requests: readonly Buffer[] = new Array(AT_ONCE).fill(bytesOf(attack));
  const answers = statusesOf(await sendRaw(port, Buffer.concat(requests), TIMEOUT_MS));
  expect(answers.length).toBeGreaterThan(0);
  return answers;
}
