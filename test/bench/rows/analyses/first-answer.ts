import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';
import { MICROS_PER_DAY } from '@memex/core/toolkit';
import { createFolder } from '../../../src/folder.js';
import { createSamples } from '../../../src/samples.js';
import { askingMemex } from '../../ask-memex.js';
import { COUNT_QUESTIONS, METADATA_QUESTIONS } from '../../duckdb/questions.js';
import type { Row, Side } from '../../row.js';
import { filledFolder } from '../../stores.js';

const MILLION = 1_000_000;

/** What nobody may have to wait longer than for the first answer. */
const MAX_MS_A_MILLION = 2_000;

const NEW_MESSAGES = 100_000;

/** An average: the first of the aggregations, which needs a column that is read from the texts. */
const [average] = METADATA_QUESTIONS.map(({ descriptor }) => descriptor);
const counts = COUNT_QUESTIONS.map(({ descriptor }) => descriptor);

export const firstAnswer: Row = {
  name: 'analyze-first',
  work: 'the first answer after a start: the average of a path in metadata, over the large store',
  against: 'the same without columns',
  unit: 'answers/s',
  atLeast: 2,
  long: true,
  prepare: async ({ messages }) => {
    const samples = { users: 500, step: (30 * MICROS_PER_DAY) / messages };
    const folder = await filledFolder(messages, samples);
    const firsts: number[] = [];
    const side = (columnBytes?: number): Side => ({
      measure: async () => {
        const ms = await firstOf(folder, columnBytes);
        if (columnBytes === undefined) firsts.push(ms);
        return 1_000 / ms;
      },
      [Symbol.asyncDispose]: async () => undefined,
    });
    const atCounts = await firstCounts(folder);
    const afterNew = await afterNewMessages();
    const longest = (MAX_MS_A_MILLION * Math.max(messages, NEW_MESSAGES)) / MILLION;
    return {
      memex: side(),
      bare: side(0),
      note: () => ({
        text: `first of every count together ${atCounts.toFixed(0)} ms, after ${NEW_MESSAGES.toLocaleString('en')} new messages ${afterNew.toFixed(0)} ms`,
        holds: [...firsts, atCounts].every((ms) => ms <= longest),
      }),
    };
  },
};

async function firstOf(folder: string, columnBytes: number | undefined): Promise<number> {
  if (average === undefined) throw new TypeError('there is no average');
  const memex = await askingMemex(folder, columnBytes === undefined ? {} : { columnBytes });
  const ms = await memex.time(average);
  await memex.end();
  return ms;
}

async function firstCounts(folder: string): Promise<number> {
  const memex = await askingMemex(folder);
  const ms = await memex.time(...counts);
  await memex.end();
  return ms;
}

/** How long an average takes after so many messages arrived since the last one. */
async function afterNewMessages(): Promise<number> {
  if (average === undefined) throw new TypeError('there is no average');
  await using folder = await createFolder();
  const writer = createMemex({ store: createSqliteStore({ path: folder.path }) });
  await writer.start();
  const memex = await askingMemex(folder.path);
  const make = createSamples({ step: (15 * MICROS_PER_DAY) / NEW_MESSAGES });
  let ms = 0;
  for (let time = 0; time < 2; time++) {
    for (let left = NEW_MESSAGES; left > 0; left -= AT_ONCE) await writer.messages.append(make(AT_ONCE));
    ms = await memex.time(average);
  }
  await memex.end();
  await writer.stop();
  return ms;
}

const AT_ONCE = 1_000;
