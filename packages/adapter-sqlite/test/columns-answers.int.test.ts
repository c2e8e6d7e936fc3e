import type { AnalysisRequest } from '@memex/core/ports';
import { messageEntry } from '@memex/core/testing';
import { instantOfMillis } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { startedMemory, startedStore } from './support/started.js';

test('columns pair requests with responses, whenever those came, and no longer with deleted ones', async () => {
  const [store, memory] = [await startedStore(), await startedMemory()];
  const day = (date: number) => `2026-03-0${date}T12:00:00`;
  const pair = (messageId: string, asked: number, answered: number) => [
    messageEntry({ project: 'app', messageId, timestamp: day(asked) }),
    messageEntry({ project: 'app', type: 'response', responseTo: messageId, timestamp: day(answered) }),
  ];
  const entries = [
    ...pair('later', 2, 4),
    ...pair('earlier', 3, 1),
    ...pair('again', 3, 4),
    ...pair('again', 2, 3),
  ];
  const at = (date: number) => instantOfMillis(Date.parse(`${day(date)}Z`));
  const request: AnalysisRequest = {
    project: 'app',
    window: { from: at(2), to: at(3) },
    measures: [
      { measure: 'unanswered', where: [] },
      { measure: 'responseTimes', statistic: { of: 'numbers' }, where: [] },
    ],
    buckets: [
      { from: at(2), to: at(2) },
      { from: at(3), to: at(3) },
    ],
  };
  const agree = async () => {
    const found = await store.analysis.measure(request);
    expect(found).toEqual(await memory.analysis.measure(request));
    return found.map(({ total }) => total);
  };
  for (const { messages } of [store, memory]) await messages.append({ entries });
  expect(await agree()).toMatchObject([{ count: 0 }, { summary: { count: 2 } }]);
  for (const { messages } of [store, memory])
    for (const index of [1, 3])
      await messages.delete({ traceId: entries[index]?.traceId ?? '', projects: 'all' });
  expect(await agree()).toMatchObject([{ count: 2 }, { summary: { count: 1 } }]);
});
