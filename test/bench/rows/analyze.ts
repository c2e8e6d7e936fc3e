import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { type Descriptor, decode, Timespan } from '@memex/core/model';
import { absentPlatform, compute, parseTimestamp } from '@memex/core/toolkit';
import { SAMPLE_RANGE } from '../../src/samples.js';
import { QUESTIONS } from '../questions.js';
import type { Row, Side, Size } from '../row.js';
import { scriptSide, startScript } from '../script.js';
import { filledFolder } from '../stores.js';

export const analyze: Row = {
  name: 'analyze',
  work: 'computing every count and segmentation of messages, one after the other, over 30 days that hold the large store',
  against: 'the best statement for each, written by hand for these messages, on the same file',
  unit: 'analytics/s',
  atLeast: 0.8,
  prepare: async (size) => {
    const folder = await filledFolder(size.messages);
    const script = await startScript('bare/analyze', [join(folder, 'memex.db')]);
    return { memex: await computing(folder, QUESTIONS, size), bare: scriptSide(script, size.seconds) };
  },
};

const SMALL = 10_000;

/** The first messages of every store: one comes each millisecond. */
const WINDOW = { type: 'fixed', start: '2026-01-01T00:00:00', end: '2026-01-01T00:00:09.999' };

export const analyzeGrowth: Row = {
  name: 'grow-analyze',
  work: `computing every count and segmentation of messages, over a window of ${SMALL.toLocaleString('en')} in the large store`,
  against: 'the same in a store that holds nothing else',
  unit: 'analytics/s',
  atLeast: 1 / 1.5,
  prepare: async (size) => {
    const timespan = decode(Timespan, WINDOW);
    const questions = QUESTIONS.map((question) => ({ ...question, timespan }));
    return {
      memex: await computing(await filledFolder(size.messages), questions, size),
      bare: await computing(await filledFolder(SMALL), questions, size),
    };
  },
};

/** Computes the questions again and again, on the store of a folder. */
async function computing(folder: string, questions: readonly Descriptor[], { seconds }: Size): Promise<Side> {
  const store = createSqliteStore({ path: folder });
  await store.start();
  const now = parseTimestamp(SAMPLE_RANGE.toTime)?.instant;
  if (now === undefined) throw new TypeError('the range of the samples ends at no instant');
  const sources = { ...store, platform: absentPlatform, clock: { now: () => now }, zone: 'UTC' };
  return {
    measure: async () => {
      const begin = performance.now();
      let computed = 0;
      for (; performance.now() - begin < seconds * 1_000; computed += questions.length)
        for (const question of questions) await compute(question, sources);
      return (computed / (performance.now() - begin)) * 1_000;
    },
    [Symbol.asyncDispose]: () => store.stop(),
  };
}
