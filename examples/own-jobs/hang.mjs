// A process that takes a job and never finishes it. `prove.mjs` kills it.
import { createJobs } from './index.mjs';

const jobs = createJobs({ path: process.argv[2] });
await jobs.start();
jobs.queue.consume(
  async () => {
    process.send?.('taken');
    await new Promise(() => {});
  },
  { concurrency: 1 },
);
