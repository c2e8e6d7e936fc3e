import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../../../src/median.js';
import type { Row } from '../../row.js';
import { besideBare, jobOf } from './two-queues.js';

/** Between jobs: both queues have noted the last one, and are idle. */
const PAUSE_MS = 5;

export const toStart: Row = {
  name: 'job-start',
  work: 'from enqueuing to the start of a job while all is idle, as starts a second at the median',
  against: 'bare bee-queue, likewise',
  unit: 'starts/s',
  atLeast: 1 / 1.5,
  prepare: ({ seconds }) =>
    besideBare(async (queue) => {
      let started = (): void => undefined;
      queue.consume(async () => started(), 20);
      const millis: number[] = [];
      const end = performance.now() + seconds * 1_000;
      while (performance.now() < end) {
        const begin = performance.now();
        const start = new Promise<void>((resolve) => {
          started = resolve;
        });
        await Promise.all([
          queue.enqueue([jobOf(millis.length)]),
          start.then(() => millis.push(performance.now() - begin)),
        ]);
        await sleep(PAUSE_MS);
      }
      return 1_000 / median(millis);
    }),
};
