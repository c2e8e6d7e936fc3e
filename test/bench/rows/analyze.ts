import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { absentPlatform, compute, parseTimestamp } from '@memex/core';
import { SAMPLE_RANGE } from '../../src/samples.js';
import { QUESTIONS } from '../questions.js';
import type { Row } from '../row.js';
import { scriptSide, startScript } from '../script.js';
import { filledFolder } from '../stores.js';

export const analyze: Row = {
  name: 'analyze',
  work: 'computing every count and segmentation of messages, one after the other, over 30 days that hold the large store',
  against: 'the best statement for each, written by hand for these messages, on the same file',
  unit: 'analytics/s',
  atLeast: 0.8,
  prepare: async ({ messages, seconds }) => {
    const folder = await filledFolder(messages);
    const store = createSqliteStore({ path: folder });
    await store.start();
    const now = parseTimestamp(SAMPLE_RANGE.toTime)?.instant;
    if (now === undefined) throw new TypeError('the range of the samples ends at no instant');
    const sources = { ...store, platform: absentPlatform, clock: { now: () => now }, zone: 'UTC' };
    const script = await startScript('bare/analyze', [join(folder, 'memex.db')]);
    return {
      memex: {
        measure: async () => {
          const begin = performance.now();
          let computed = 0;
          for (; performance.now() - begin < seconds * 1_000; computed += QUESTIONS.length)
            for (const question of QUESTIONS) await compute(question, sources);
          return (computed / (performance.now() - begin)) * 1_000;
        },
        [Symbol.asyncDispose]: () => store.stop(),
      },
      bare: scriptSide(script, seconds),
    };
  },
};
