import type { AnalyticalStore } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { AnalyticResult } from '@memex/core/model';
import { everyQuestion, sourcesOf, variedEntries } from '@memex/core/testing';
import { computeAll } from '@memex/core/toolkit';
import { isMissing } from '@memex/test-services';
import { beforeAll, describe, expect, test } from 'vitest';
import { agree } from '../src/agreement.js';
import { findEngines } from '../src/engines.js';
import { printFigure } from '../src/figure.js';

const MESSAGES = process.env.FULL === '1' ? 100_000 : 3_000;
const AT_ONCE = 1_000;
const PATIENCE = 600_000;

const engines = await findEngines();

describe(`P16 of the same ${MESSAGES} messages`, () => {
  const entries = variedEntries(MESSAGES, 'app');
  const questions = everyQuestion('app');
  let expected: readonly AnalyticResult[] = [];

  const fill = async ({ messages }: AnalyticalStore) => {
    for (let start = 0; start < MESSAGES; start += AT_ONCE)
      await messages.append({ entries: entries.slice(start, start + AT_ONCE) });
  };

  beforeAll(async () => {
    const memory = createMemoryStore();
    await memory.start();
    await fill(memory);
    expected = await computeAll(questions, sourcesOf(memory));
    await memory.stop();
  }, PATIENCE);

  for (const { name, open } of engines) {
    const title = `${name} gives the same results as memory, for every metric, window and interval`;
    if (isMissing(open)) {
      test.skip(`${title}: needs ${open.missing}`);
      continue;
    }
    test(
      title,
      async () => {
        await using engine = await open();
        await fill(engine.store);
        await engine.refresh();
        const found = await computeAll(questions, sourcesOf(engine.store));
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
