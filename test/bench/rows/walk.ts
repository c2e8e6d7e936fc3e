import { Client } from 'undici';
import { type MemoryWatch, watchMemory } from '../../src/memory.js';
import { SAMPLE_PROJECT, SAMPLE_RANGE } from '../../src/samples.js';
import type { Row } from '../row.js';
import { startScript } from '../script.js';
import { bareFilled, serveFilled } from '../stores.js';

const MOST_MEMORY = 150;

export const walkAll: Row = {
  name: 'walk',
  work: 'GET /messages, walking the large store in pages of 10,000',
  against:
    'a script that reads the same rows from one table by an index, page by page, and joins their texts to the same bytes',
  unit: 'messages/s',
  atLeast: 0.6,
  prepare: async ({ messages }) => {
    const server = await serveFilled(messages);
    const script = await startScript('export', [await bareFilled(messages)]);
    const growths: number[] = [];
    return {
      memex: {
        measure: async () => {
          const memory: MemoryWatch = await watchMemory(server.pid);
          const begin = performance.now();
          await walkBytes(server.url);
          const speed = (messages / (performance.now() - begin)) * 1_000;
          growths.push(await memory.growth());
          return speed;
        },
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      },
      bare: { measure: () => script.ask(0), [Symbol.asyncDispose]: () => script[Symbol.asyncDispose]() },
      note: () => {
        const growth = Math.max(...growths);
        return { text: `${Math.round(growth)} MiB more memory`, holds: growth < MOST_MEMORY };
      },
    };
  },
};

/** Follows the cursor to the end without looking at the messages. */
async function walkBytes(url: string): Promise<void> {
  const client = new Client(url);
  const query = new URLSearchParams({ project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '10000' });
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
