import type { AnalyticalStore } from '@memex/core';
import type { MessageSearch } from '@memex/core/ports';
import { instantOfMillis } from '@memex/core/toolkit';
import { SAMPLE_PROJECT, SAMPLE_RANGE } from '../../src/samples.js';
import { SAMPLE_WINDOW } from './questions.js';

/** What is looked for, and the statement that finds the same in DuckDB. */
export interface Search {
  readonly name: string;
  readonly sql: string;
  /** Finds it in a store. */
  readonly find: (store: AnalyticalStore) => Promise<unknown>;
}

const from = instantOfMillis(Date.parse(SAMPLE_RANGE.fromTime));
const to = instantOfMillis(Date.parse(SAMPLE_RANGE.toTime));

/** Messages that meet conditions, the newest first. @param pages - One, or all up to the end. */
function messages(
  name: string,
  fields: Partial<MessageSearch>,
  condition: string,
  pages: 'one' | 'all',
): Search {
  const filter = { projects: [SAMPLE_PROJECT], from, to, ...fields };
  return {
    name,
    sql: `SELECT * FROM messages WHERE ${SAMPLE_WINDOW} AND ${condition} ORDER BY instant DESC LIMIT 100`,
    find: async (store) => {
      const request = { order: 'newest', limit: 100 } as const;
      let page = await store.messages.page(filter, request);
      while (pages === 'all' && page.next !== undefined)
        page = await store.messages.page(filter, { ...request, after: page.next });
    },
  };
}

const hasWord = (word: string): string => `regexp_matches(text, '\\b${word}\\b', 'i')`;

/** A page of 100 each. Where nothing is found, all pages are asked for: each looks at some messages. */
export const SEARCHES: readonly Search[] = [
  messages('a word that many texts have', { words: ['wind'] }, hasWord('wind'), 'one'),
  messages(
    'two words that few texts have',
    { words: ['576', 'alerts'] },
    `${hasWord('576')} AND ${hasWord('alerts')}`,
    'one',
  ),
  messages('a word that no text has', { words: ['hush'] }, hasWord('hush'), 'all'),
  messages('a channel that no message has', { channel: 'NONE' }, "channel = 'NONE'", 'all'),
  {
    name: 'the newest conversations',
    sql: `SELECT conversationId, arg_max(userId, instant), arg_max(channel, instant), min(instant), max(instant) AS newest, count(*),
        count(DISTINCT messageId) FILTER (WHERE type = 'request' AND intent = 'default')
      FROM messages WHERE ${SAMPLE_WINDOW} AND conversationId IS NOT NULL GROUP BY conversationId ORDER BY newest DESC LIMIT 100`,
    find: (store) =>
      store.messages.conversations({ project: SAMPLE_PROJECT, from, to, fallback: false }, { limit: 100 }),
  },
];
