import { BufferFullError, type Client, type RequestEntry } from '@memex/client';
import { expect } from 'vitest';

const TIME = Date.UTC(2026, 9, 1);

/** The n-th of some requests, a second apart. */
export function requestOf(n: number): RequestEntry {
  return {
    messageId: `m${n}`,
    channel: 'WEB',
    userId: `u${n % 3}`,
    timestamp: new Date(TIME + n * 1_000),
    content: { type: 'text', value: `is it ${n}?` },
  };
}

export const RANGE = { fromTime: '2026-01-01', toTime: '2026-12-31' } as const;

export async function collect<A>(items: AsyncIterable<A>): Promise<A[]> {
  const collected: A[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The ids of what is stored, oldest first. */
export async function storedIds(client: Client): Promise<string[]> {
  return (await collect(client.messages(RANGE))).map(({ messageId }) => messageId);
}

/** Adds requests until the buffer refuses one, before so many. @returns How many it took. */
export function addUntilFull(client: Client, most: number): number {
  let taken = 0;
  expect(() => {
    for (; taken < most; taken++) client.request(requestOf(taken));
  }).toThrow(BufferFullError);
  return taken;
}

/** What an answer is in the end, on a machine that may have much else to do. */
export function eventually<A>(ask: () => A | Promise<A>) {
  return expect.poll(ask, { timeout: 15_000 });
}
