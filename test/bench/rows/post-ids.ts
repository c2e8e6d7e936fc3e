import type { MessageInput } from '@memex/core';
import { stringifyJson } from '@memex/core/toolkit';
import { createFolder } from '../../src/folder.js';
import { createSamples } from '../../src/samples.js';
import { startServer } from '../../src/server.js';
import { answersASecond, type Load } from '../load.js';
import type { Row, Side } from '../row.js';

const BATCH = 1_000;
const BODIES = 20;
const CONNECTIONS = 4;

export const postIds: Row = {
  name: 'post-ids',
  work: `POST /messages, ${BATCH} a request, ids of 18 digits in the metadata`,
  against: 'the same with numbers of five digits, on another server of the same build',
  unit: 'messages/s',
  atLeast: 0.7,
  prepare: async ({ seconds }) => ({
    memex: await sideOf(100_000_000_000_000_001n, seconds),
    bare: await sideOf(10_001n, seconds),
  }),
};

async function sideOf(firstId: bigint, seconds: number): Promise<Side> {
  const folder = await createFolder();
  const server = await startServer({ folder: folder.path });
  const requests = postsWithIds(firstId);
  return {
    measure: async () =>
      BATCH * (await answersASecond({ url: server.url, connections: CONNECTIONS, seconds, requests })),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function postsWithIds(firstId: bigint): Load['requests'] {
  const make = createSamples();
  return Array.from({ length: BODIES }, () => ({
    method: 'POST' as const,
    path: '/messages',
    headers: { 'content-type': 'application/json' },
    body: stringifyJson(make(BATCH).map((message, index) => withIds(message, firstId + BigInt(index)))),
  }));
}

/** As bots of chat platforms have them. */
function withIds(message: MessageInput, id: bigint): MessageInput {
  return { ...message, metadata: { ...message.metadata, update: id, chat: { id, members: [id, id + 1n] } } };
}
