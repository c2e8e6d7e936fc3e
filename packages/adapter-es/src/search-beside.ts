import { keysIndex, valuesIndex } from './config/index-names.js';
import { type ElasticsearchOptions, settingsOf } from './config/options.js';
import { Engine } from './engine/engine.js';
import type { Session } from './engine/session.js';
import { refresh } from './read/refresh.js';
import { walkDocuments } from './read/walk.js';

/** How many documents were looked at, and how many of them have a text. */
export interface SearchedDocuments {
  readonly looked: number;
  readonly found: number;
}

/** What a store keeps beside messages, logs and analytics. */
export interface SearchedBeside {
  /** The answers under idempotency keys. */
  readonly answers: SearchedDocuments;
  /** What the port of key-values keeps. */
  readonly values: SearchedDocuments;
}

/** Searches all that a store keeps beside messages, logs and analytics for a text. It reads every document. */
export async function searchBeside(options: ElasticsearchOptions, text: string): Promise<SearchedBeside> {
  const settings = settingsOf(options);
  const engine = new Engine(options, settings);
  await engine.start();
  try {
    return await engine.read(async (session) => ({
      answers: await searchIndex(session, keysIndex(settings), text),
      values: await searchIndex(session, valuesIndex(settings), text),
    }));
  } finally {
    await engine.stop();
  }
}

async function searchIndex({ client }: Session, index: string, text: string): Promise<SearchedDocuments> {
  // It is made by the first write.
  if (!(await client.indices.exists({ index }))) return { looked: 0, found: 0 };
  await refresh(client, [index]);
  let [looked, found] = [0, 0];
  for await (const documents of walkDocuments(client, index, { match_all: {} })) {
    looked += documents.length;
    found += documents.filter(({ source }) => source.includes(text)).length;
  }
  return { looked, found };
}
