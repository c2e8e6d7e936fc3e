import { MICROS_PER_DAY } from '@memex/core/toolkit';
import { askingMemex } from '../../ask-memex.js';
import {
  ANSWER_QUESTIONS,
  BY_QUESTIONS,
  COUNT_QUESTIONS,
  DUCKDB_QUESTIONS,
  type DuckdbQuestion,
  FILTERED_QUESTIONS,
  METADATA_QUESTIONS,
  MODEL_QUESTIONS,
  SERIES_QUESTIONS,
} from '../../duckdb/questions.js';
import type { Row, Size } from '../../row.js';
import { startScript } from '../../script.js';
import { duckdbFilled, filledFolder } from '../../stores.js';
import { Timings } from './timings.js';

const FEW_USERS = 500;
const MANY_USERS = 100_000;

/** Questions of the large store whose messages are spread over 30 days, one after the other, each warm. */
export const besideDuckdb: readonly Row[] = [
  rowOf(
    'duckdb-counts',
    'every count and segmentation of messages, 500 users',
    COUNT_QUESTIONS,
    FEW_USERS,
    0.5,
  ),
  rowOf(
    'duckdb-counts-many',
    'every count and segmentation of messages, 100,000 users and 367,000 conversations',
    COUNT_QUESTIONS,
    MANY_USERS,
    0.5,
  ),
  rowOf('duckdb-model', 'every aggregation of a field of the model', MODEL_QUESTIONS, FEW_USERS, 0.5),
  rowOf('duckdb-metadata', 'every aggregation of a path in metadata', METADATA_QUESTIONS, FEW_USERS, 0.33),
  rowOf(
    'duckdb-filters',
    'every aggregation of a path in metadata, with filters',
    FILTERED_QUESTIONS,
    FEW_USERS,
    0.33,
  ),
  rowOf('duckdb-series', 'series of 30 days and of 720 hours', SERIES_QUESTIONS, FEW_USERS, 0.5),
  rowOf(
    'duckdb-answers',
    'what pairs requests with responses: those without, and the time to one',
    ANSWER_QUESTIONS,
    FEW_USERS,
    0.5,
  ),
  rowOf('duckdb-by', 'the largest values of fields, by messages and by users', BY_QUESTIONS, FEW_USERS, 0.5),
];

function rowOf(
  name: string,
  work: string,
  questions: readonly DuckdbQuestion[],
  users: number,
  atLeast: number,
): Row {
  return {
    name,
    work: `computing ${work}`,
    against:
      'DuckDB with one thread on the same rows: fields of the model are columns, metadata is a column of JSON',
    unit: 'analytics/s',
    atLeast,
    prepare: (size) => prepare(size, questions, users, atLeast),
  };
}

/** What a dashboard asks at once. */
const TWELVE = [
  ...COUNT_QUESTIONS.slice(0, 8),
  ...MODEL_QUESTIONS.slice(0, 2),
  ...METADATA_QUESTIONS.slice(0, 2),
];

export const twelveAtOnce: Row = {
  name: 'duckdb-twelve',
  work: 'computing twelve questions in one call',
  against: 'DuckDB with one thread on the same rows, which answers them one by one',
  unit: 'calls/s',
  atLeast: 0.5,
  prepare: async ({ messages }) => {
    const { memex, ask, end } = await bothSides(messages, FEW_USERS);
    const [any] = TWELVE;
    if (any === undefined) throw new TypeError('there are no questions');
    const timings = new Timings([{ ...any, name: 'all twelve' }], 0.5);
    const askAll = async (): Promise<number> => {
      let total = 0;
      for (const question of TWELVE) total += await ask(question);
      return total;
    };
    const sides = timings.sides(
      { ask: () => memex.time(...TWELVE.map(({ descriptor }) => descriptor)), end: () => memex.end() },
      { ask: askAll, end },
    );
    return { ...sides, note: () => timings.note() };
  },
};

async function prepare(
  { messages }: Size,
  questions: readonly DuckdbQuestion[],
  users: number,
  atLeast: number,
) {
  const { memex, ask, end } = await bothSides(messages, users);
  const timings = new Timings(questions, atLeast);
  const sides = timings.sides(
    { ask: ({ descriptor }) => memex.time(descriptor), end: () => memex.end() },
    { ask, end },
  );
  return { ...sides, note: () => timings.note() };
}

async function bothSides(messages: number, users: number) {
  const samples = { users, step: (30 * MICROS_PER_DAY) / messages };
  const memex = await askingMemex(await filledFolder(messages, samples));
  const script = await startScript('bare/duckdb', [await duckdbFilled(messages, samples)]);
  const ask = (question: DuckdbQuestion) => script.ask(DUCKDB_QUESTIONS.indexOf(question));
  return { memex, ask, end: () => script[Symbol.asyncDispose]() };
}
