// Consumes jobs, five at once: prints `ready`, then the id and the attempt of each that it starts. Each lasts so long, or for ever.
// Parameters: file, milliseconds or `never`.
import { setTimeout as sleep } from 'node:timers/promises';
import { createSqliteJobs } from '@memex/adapter-sqlite';

const [file, millis] = process.argv.slice(2);
const jobs = createSqliteJobs({ file, onError: (error) => process.stderr.write(`${error}\n`) });
await jobs.start();
const print = (line) => process.stdout.write(`${line}\n`);
jobs.queue.consume(
  async ({ id, attempt }) => {
    print(`${id} ${attempt}`);
    await (millis === 'never' ? new Promise(() => undefined) : sleep(Number(millis)));
  },
  { concurrency: 5 },
);
print('ready');
process.once('SIGTERM', () => jobs.stop());
