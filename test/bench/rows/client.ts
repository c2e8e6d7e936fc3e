import { type Client, type ClientBuffer, createClient, type Entry, memoryBuffer } from '@memex/client';
import { diskBuffer } from '@memex/client/disk';
import { createFolder } from '../../src/folder.js';
import { median } from '../../src/median.js';
import { createSamples } from '../../src/samples.js';
import { startServer } from '../../src/server.js';
import type { Note, Row } from '../row.js';

const BATCH = 100;
const AT_ONCE = 16;

export const clientBatches: Row = {
  name: 'client-100',
  work: '@memex/client: send 100 messages, 16 times at once',
  against: 'bare fetch of the same batches, 16 at once',
  unit: 'messages/s',
  atLeast: 0.8,
  prepare: async ({ seconds }) => {
    const folder = await createFolder();
    const server = await startServer({ folder: folder.path });
    const adding = await timeAdding();
    return {
      memex: {
        measure: () => withClient(server.url, seconds),
        [Symbol.asyncDispose]: async () => undefined,
      },
      bare: {
        measure: () => sentASecond(seconds, (messages) => postBarely(server.url, messages)),
        [Symbol.asyncDispose]: async () => {
          await server[Symbol.asyncDispose]();
          await folder[Symbol.asyncDispose]();
        },
      },
      note: () => adding,
    };
  },
};

type Message = ReturnType<ReturnType<typeof createSamples>>[number];

async function withClient(url: string, seconds: number): Promise<number> {
  await using client = createClient({ url, batch: { entries: BATCH, concurrency: AT_ONCE } });
  return await sentASecond(seconds, (messages) => client.send(messages));
}

async function postBarely(url: string, messages: readonly Message[]): Promise<void> {
  const answer = await fetch(`${url}/messages?partial=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(messages),
  });
  if (answer.status !== 207) throw new Error(`a batch was answered ${answer.status}`);
  await answer.json();
}

async function sentASecond(
  seconds: number,
  send: (messages: Message[]) => Promise<unknown>,
): Promise<number> {
  const make = createSamples();
  const begin = performance.now();
  let sent = 0;
  const sendOn = async (): Promise<void> => {
    while (performance.now() - begin < seconds * 1_000) {
      await send(make(BATCH));
      sent += BATCH;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
  return sent / ((performance.now() - begin) / 1_000);
}

const ADDED = 50_000;
/** What adding one message may take, in microseconds. */
const MAX_MICROS = { memory: 5, disk: 50 };

async function timeAdding(): Promise<Note> {
  await using folder = await createFolder();
  const entries = createSamples()(1_000);
  const memory = await microsToAdd(entries, memoryBuffer());
  const disk = await microsToAdd(entries, diskBuffer({ folder: folder.path }));
  return {
    text: `adding one takes ${memory.toFixed(1)} µs in memory, ${disk.toFixed(1)} µs on disk`,
    holds: memory < MAX_MICROS.memory && disk < MAX_MICROS.disk,
  };
}

/** Processor time, the median of 50 rounds: what else the machine does does not count. Nobody is there to send to. */
async function microsToAdd(entries: readonly Entry[], buffer: ClientBuffer): Promise<number> {
  const client = createClient({ url: 'http://127.0.0.1:1', buffer });
  const rounds: number[] = [];
  for (let added = 0; added < ADDED; added += entries.length) {
    const begin = process.cpuUsage();
    for (const entry of entries) add(client, entry);
    const { user, system } = process.cpuUsage(begin);
    rounds.push((user + system) / entries.length);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await client.close({ timeout: 1 }).catch(() => undefined); // Nothing was to be sent.
  return median(rounds);
}

function add(client: Client, entry: Entry): void {
  if (!('type' in entry)) client.log(entry);
  else if (entry.type === 'request') client.request(entry);
  else if (entry.type === 'response') client.response(entry);
  else client.notification(entry);
}
