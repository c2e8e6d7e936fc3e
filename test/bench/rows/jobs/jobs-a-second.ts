import type { Row } from '../../row.js';
import { besideBare, jobOf } from './two-queues.js';

const JOBS_FOR_A_SECOND = 2_500;
const TOGETHER = 1_000;

export const jobsASecond: Row = {
  name: 'jobs',
  work: 'jobs enqueued, a thousand a call, and done, 20 at once, through Redis',
  against: 'bare bee-queue, which saves the same jobs and does them',
  unit: 'jobs/s',
  atLeast: 0.7,
  prepare: ({ seconds }) =>
    besideBare(async (queue) => {
      const count = seconds * JOBS_FOR_A_SECOND;
      const jobs = Array.from({ length: count }, (_, number) => jobOf(number));
      const begin = performance.now();
      let left = count;
      const done = new Promise<void>((resolve) => {
        queue.consume(async () => void (--left === 0 && resolve()), 20);
      });
      for (let start = 0; start < count; start += TOGETHER)
        await queue.enqueue(jobs.slice(start, start + TOGETHER));
      await done;
      return (count / (performance.now() - begin)) * 1_000;
    }),
};
