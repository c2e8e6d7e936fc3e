import { type AnalyticalStore, type AnalyticResult, computeAll } from '@memex/core';
import { everyQuestion, sourcesOf, variedEntries } from '@memex/core/conformance';
import { createMemoryStore } from '@memex/core/memory';
import { beforeAll, describe, expect, test } from 'vitest';
import { agree } from '../src/agreement.js';
import { ENGINES } from '../src/engines.js';
import { printFigure } from '../src/figure.js';

const MESSAGES = process.env.FULL === '1' ? 100_000 : 5_000;
const AT_ONCE = 1_000;
const PATIENCE = 600_000;

describe(`P16 of the same ${MESSAGES} messages`, () => {
  const entries = variedEntries(MESSAGES, 'app');
  const questions = everyQuestion('app');
  let expected: readonly AnalyticResult[] = [];

  const answersOf = async (store: AnalyticalStore) => {
    for (let start = 0; start < MESSAGES; start += AT_ONCE)
      await store.messages.append({ entries: entries.slice(start, start + AT_ONCE) });
    return computeAll(questions, sourcesOf(store));
  };

  beforeAll(async () => {
    const memory = createMemoryStore();
    await memory.start();
    expected = await answersOf(memory);
    await memory.stop();
  }, PATIENCE);

  for (const [name, open] of Object.entries(ENGINES)) {
    test(
      `${name} gives the same results as memory, for every metric, window and interval`,
      async () => {
        await using engine = await open();
        const found = await answersOf(engine.store);
        const different = questions.flatMap((question, index) => {
          const [wanted, other] = [expected[index], found[index]];
          return wanted && other && agree(wanted, other) ? [] : [{ question, wanted, other }];
        });
        printFigure('P16', name, {
          messages: MESSAGES,
          questions: questions.length,
          'different answers': different.length,
        });
        expect(different).toEqual([]);
      },
      PATIENCE,
    );
  }
});
