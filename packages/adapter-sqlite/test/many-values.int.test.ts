import { join } from 'node:path';
import type { AnalysisRequest } from '@memex/core/ports';
import { messageEntry } from '@memex/core/testing';
import { field, instantOfMillis } from '@memex/core/toolkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { scopeOf } from '../dist/measure/scope.js';
import { measureTexts } from '../dist/measure/texts.js';
import { openToRead } from '../dist/schema/open.js';
import { emptyFolder } from './support/folder.js';
import { startedMemory, startedStore } from './support/started.js';

/** More than are read at once. */
const MESSAGES = 3_500;
const LARGE = 9_007_199_254_740_993n;

/** Nearly all are different, whatever their type. */
const MARKS = [
  (index: number) => `mark ${index}`,
  (index: number) => index,
  (index: number) => LARGE + BigInt(index),
  (index: number) => [`list ${index}`, index, { in: `deep ${index}` }],
  (index: number) => index % 8 === 0,
];

const entries = Array.from({ length: MESSAGES }, (_, index) =>
  messageEntry({
    project: 'app',
    userId: `user ${index % 300}`,
    timestamp: `2026-03-0${1 + (index % 3)}T12:00:00`,
    metadata: { mark: MARKS[index % MARKS.length]?.(index) ?? null },
  }),
);

const at = (day: number): ReturnType<typeof instantOfMillis> => instantOfMillis(Date.UTC(2026, 2, day));

const request: AnalysisRequest = {
  project: 'app',
  window: { from: at(1), to: at(4) },
  buckets: [
    { from: at(1), to: at(2) },
    { from: at(3), to: at(4) },
  ],
  measures: ['messageId', 'metadata.mark', 'metadata.mark.in', 'timestamp'].flatMap((path) =>
    (['messages', 'userId'] as const).map(
      (of) => ({ measure: 'terms', field: field(path), of, limit: 20, where: [] }) as const,
    ),
  ),
};

async function inMemory() {
  const memory = await startedMemory();
  await memory.messages.append({ entries });
  return memory.analysis.measure(request);
}

describe('the first of very many values that are as frequent', () => {
  test.each([[64 * 1024 * 1024], [0]])(
    'are those that memory finds, with %i bytes of columns',
    async (columnBytes) => {
      const store = await startedStore({ columnBytes });
      await store.messages.append({ entries });
      expect(await store.analysis.measure(request)).toEqual(await inMemory());
    },
  );

  test('are found in parts where they would take too much memory', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    await store.messages.append({ entries });
    const connection = openToRead(await loadDriver(), join(path, 'memex.db'));
    onTestFinished(() => connection.close());
    const measures = request.measures.filter((measure) => measure.measure === 'terms');
    const found = connection.snapshot(() =>
      measureTexts(scopeOf(connection, { request }), request, measures, 100_000),
    );
    expect(measures.map((measure) => found.get(measure))).toEqual(await inMemory());
  });
});
