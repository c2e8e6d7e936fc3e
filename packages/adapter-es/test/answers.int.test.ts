import { createMemoryStore } from '@memex/core/memory';
import type { Measure } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { formatInstant, MICROS_PER_DAY, plusMicros } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { startFront } from './front.js';
import { entryOf } from './many-messages.js';
import { midnight } from './measure.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const MEASURES: readonly Measure[] = [
  { measure: 'unanswered', where: [] },
  { measure: 'responseTimes', statistic: { of: 'numbers' }, where: [] },
  { measure: 'responseTimes', statistic: { of: 'percentiles', percents: [5, 50, 99] }, where: [] },
];

const START = midnight('2026-09-01');
const DAYS = 30;

/** More than are read at once. */
const REQUESTS = 12_000;
/** So that some requests have the id of an earlier one, on the same day or on another. */
const IDS = 11_500;

/** Requests, and to three of four ids responses: some before the request, some of them two. */
function conversations() {
  const requests = Array.from({ length: REQUESTS }, (_, number) =>
    entryOf({
      messageId: `m${number % IDS}`,
      timestamp: formatInstant(plusMicros(START, ((number * 7_919) % REQUESTS) * STEP)),
    }),
  );
  const responses = Array.from({ length: IDS }, (_, number) =>
    entryOf({
      type: 'response',
      messageId: `r${number}`,
      responseTo: `m${number - (number % 4)}`,
      timestamp: formatInstant(plusMicros(START, ((number * 7_919 + 40) % REQUESTS) * STEP)),
    }),
  );
  return [...requests, ...responses];
}

/** All in all a little more than the days. */
const STEP = Math.ceil(((DAYS + 1) * MICROS_PER_DAY) / REQUESTS);

await onEachMajor('requests and their responses', ([node = '']) => {
  test('are found page by page, once for the window and all of its buckets', async () => {
    let sent = 0;
    const front = await startFront(node, {
      before: async ({ url = '', headers }) => {
        if (url.startsWith('/_msearch')) sent += Number(headers['content-length']);
      },
    });
    const store = await openStore([front.url], { prefix: `${unique('answers')}-`, replicas: 0 });
    const memory = createMemoryStore();
    await memory.start();
    const entries = conversations();
    await memory.messages.append({ entries });
    for (let begin = 0; begin < entries.length; begin += 4_000)
      await store.messages.append({ entries: entries.slice(begin, begin + 4_000) });
    await refresh(node);
    const day = (number: number) => plusMicros(START, number * MICROS_PER_DAY);
    const window = { from: day(1), to: day(DAYS) };
    // The last bucket ends before the window does.
    const days = Array.from({ length: DAYS - 2 }, (_, number) => ({
      from: day(number + 1),
      to: plusMicros(day(number + 2), -1),
    }));
    const request = { project: 'project', window, buckets: days, measures: MEASURES };
    const wanted = await memory.analysis.measure(request);
    expect(await store.analysis.measure(request)).toEqual(wanted);
    const withBuckets = sent;
    sent = 0;
    await store.analysis.measure({ ...request, buckets: [] });
    expect(withBuckets).toBe(sent);
    await store.stop();
    await memory.stop();
    front.close();
  });
});
