import { Client } from 'undici';
import { watchMemory } from '../src/memory.js';
import { SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import type { Server } from '../src/server.js';
import type { Note, Side } from './row.js';

const MAX_MEMORY = 150;

export interface WalkOptions {
  /** In the server's store. */
  readonly messages: number;
  readonly pageSize: number;
}

/** Walks all messages of a server again and again, and notes its memory. The server ends with it. */
export function walkServer(
  server: Server,
  { messages, pageSize }: WalkOptions,
): { readonly memex: Side; readonly note: () => Note } {
  const growths: number[] = [];
  return {
    memex: {
      measure: async () => {
        const memory = await watchMemory(server.pid);
        const begin = performance.now();
        await walkBytes(server.url, pageSize);
        const speed = (messages / (performance.now() - begin)) * 1_000;
        growths.push(await memory.growth());
        return speed;
      },
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    },
    note: () => {
      const growth = Math.max(...growths);
      return { text: `${Math.round(growth)} MiB more memory`, holds: growth < MAX_MEMORY };
    },
  };
}

/** Follows the cursor to the end without looking at the messages. */
async function walkBytes(url: string, pageSize: number): Promise<void> {
  const client = new Client(url);
  const query = new URLSearchParams({ project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: String(pageSize) });
  for (let more = true; more; ) {
    const { statusCode, headers, body } = await client.request({ method: 'GET', path: `/messages?${query}` });
    for await (const _ of body);
    if (statusCode !== 200) throw new Error(`GET /messages answered ${statusCode}`);
    const cursor = headers['x-next-cursor'];
    more = typeof cursor === 'string';
    query.set('cursor', String(cursor));
  }
  await client.close();
}
