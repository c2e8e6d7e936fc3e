import type { MessageInput } from '@memex/core';
import type { Answer, Client } from './client.js';
import { membersOf } from './members.js';

/** Posts a batch of messages. */
export function post(
  client: Client,
  messages: readonly MessageInput[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return client.send({ method: 'POST', path: '/messages', json: messages, headers });
}

/** The trace ids of an answer to a post. */
export function traceIdsOf(answer: Answer): readonly string[] {
  const ids = membersOf(answer.body).traceIds;
  if (answer.status !== 201 || !Array.isArray(ids)) {
    throw new Error(`a post was answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  }
  return ids.map(String);
}

/** Posts so many messages in batches of 1,000, a few at a time: the fastest way to fill a store. */
export async function fill(
  client: Client,
  make: (count: number) => readonly MessageInput[],
  count: number,
): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left > 0) {
      const size = Math.min(left, FILL_BATCH);
      left -= size;
      traceIdsOf(await post(client, make(size)));
    }
  };
  await Promise.all([work(), work(), work()]);
}

const FILL_BATCH = 1_000;
