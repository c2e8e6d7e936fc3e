import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';
import type { Descriptor } from '@memex/core/model';
import { MICROS_PER_DAY } from '@memex/core/toolkit';
import { createFolder } from '../../../src/folder.js';
import { createSamples } from '../../../src/samples.js';
import { askingMemex } from '../../ask-memex.js';
import {
  ANSWER_QUESTIONS,
  BY_QUESTIONS,
  COUNT_QUESTIONS,
  type DuckdbQuestion,
  METADATA_QUESTIONS,
} from '../../duckdb/questions.js';
import type { Row, Side } from '../../row.js';
import { filledFolder } from '../../stores.js';

const MILLION = 1_000_000;

/** What nobody may have to wait longer than for the first answer. */
const MAX_MS_A_MILLION = 2_000;

const NEW_MESSAGES = 100_000;

/** An average: the first of the aggregations, which needs a column that is read from the texts. */
const average = METADATA_QUESTIONS.map(({ descriptor }) => descriptor)[0] ?? missing();

/** What is asked first, each of a store of its own. */
const FIRSTS: Readonly<Record<string, readonly Descriptor[]>> = {
  'every count together': COUNT_QUESTIONS.map(({ descriptor }) => descriptor),
  'requests without a response': named(ANSWER_QUESTIONS, 'bot unanswered'),
  'values of a text by messages': named(BY_QUESTIONS, 'all by content.value'),
  'by users': named(BY_QUESTIONS, 'users by content.value'),
};

function named(questions: readonly DuckdbQuestion[], wanted: string): readonly Descriptor[] {
  const found = questions.filter(({ name }) => name === wanted);
  if (found.length === 0) throw new TypeError(`there is no question ${wanted}`);
  return found.map(({ descriptor }) => descriptor);
}

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
        const ms = await firstOf(folder, [average], columnBytes === undefined ? {} : { columnBytes });
        if (columnBytes === undefined) firsts.push(ms);
        return 1_000 / ms;
      },
      [Symbol.asyncDispose]: async () => undefined,
    });
    const others: (readonly [string, number])[] = [];
    for (const [name, descriptors] of Object.entries(FIRSTS))
      others.push([name, await firstOf(folder, descriptors)]);
    const afterNew = await afterNewMessages();
    const longest = (MAX_MS_A_MILLION * Math.max(messages, NEW_MESSAGES)) / MILLION;
    return {
      memex: side(),
      bare: side(0),
      note: () => ({
        text: `first of ${others.map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`).join(', ')}; after ${NEW_MESSAGES.toLocaleString('en')} new messages ${afterNew.toFixed(0)} ms`,
        holds: [...firsts, ...others.map(([, ms]) => ms)].every((ms) => ms <= longest),
      }),
    };
  },
};

async function firstOf(
  folder: string,
  descriptors: readonly Descriptor[],
  options: Parameters<typeof askingMemex>[1] = {},
): Promise<number> {
  const memex = await askingMemex(folder, options);
  const ms = await memex.time(...descriptors);
  await memex.end();
  return ms;
}

/** How long an average takes after so many messages arrived since the last one. */
async function afterNewMessages(): Promise<number> {
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

function missing(): never {
  throw new TypeError('there is no average');
}
