// Consumes up to five jobs at once. Prints `ready`, then the id and attempt of each job it starts. Each takes the given time, or never ends.
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
