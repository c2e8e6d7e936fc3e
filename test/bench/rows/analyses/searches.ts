import { createSqliteStore } from '@memex/adapter-sqlite';
import { MICROS_PER_DAY } from '@memex/core/toolkit';
import { DUCKDB_QUESTIONS } from '../../duckdb/questions.js';
import { SEARCHES, type Search } from '../../duckdb/searches.js';
import type { Row } from '../../row.js';
import { startScript } from '../../script.js';
import { duckdbFilled, filledFolder } from '../../stores.js';
import { Timings } from './timings.js';

/** DuckDB reads a column at a time, and Memex the texts of messages. */
const AT_LEAST = 0.05;

/** Pages of what is looked for in the large store, whose messages are spread over 30 days. */
export const searches: Row = {
  name: 'duckdb-searches',
  work: 'finding 100 messages by words or by channel, and the 100 newest conversations',
  against: 'DuckDB with one thread on the same rows, which reads the columns of all of them',
  unit: 'searches/s',
  atLeast: AT_LEAST,
  prepare: async ({ messages }) => {
    const samples = { users: 500, step: (30 * MICROS_PER_DAY) / messages };
    const store = createSqliteStore({ path: await filledFolder(messages, samples) });
    await store.start();
    const script = await startScript('bare/duckdb', [await duckdbFilled(messages, samples)]);
    const timings = new Timings(SEARCHES, AT_LEAST);
    const find = async (search: Search): Promise<number> => {
      const begin = performance.now();
      await search.find(store);
      return performance.now() - begin;
    };
    const sides = timings.sides(
      { ask: find, end: () => store.stop() },
      {
        ask: (search) => script.ask(DUCKDB_QUESTIONS.length + SEARCHES.indexOf(search)),
        end: () => script[Symbol.asyncDispose](),
      },
    );
    return { ...sides, note: () => timings.note() };
  },
};
