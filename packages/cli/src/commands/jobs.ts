import type { DeadJob } from '@memex/core/model';
import type { JobQueue } from '@memex/core/ports';
import { deadJobsOf } from '@memex/core/toolkit';
import { compose } from '../composition/composition.js';
import { brokerOf } from '../composition/jobs.js';
import { storeKindOf } from '../composition/stores.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import type { Run } from './run.js';

/** Does something with dead jobs: those with some ids, or all. Returns what it did, and with how many. */
type Action = (queue: JobQueue, ids: readonly string[] | undefined) => Promise<readonly [string, number]>;

const ACTIONS: Readonly<Record<string, Action>> = {
  retry: async (queue, ids) => {
    const count = await queue.retryDead(ids);
    return [`enqueued ${count} jobs again`, count];
  },
  drop: async (queue, ids) => {
    const count = await queue.dropDead(ids);
    return [`deleted ${count} dead jobs`, count];
  },
};

/** Prints how many jobs there are and why the dead ones failed, or queues dead ones again, or deletes them. */
export const jobs: Run = async ({ config, args: [name, ...ids], options }) => {
  const act = name === undefined ? undefined : ACTIONS[name];
  if (name !== undefined && act === undefined)
    throw new CliError(EXIT.misused, [`there is no \`memex jobs ${name}\`, only \`retry\` and \`drop\``]);
  if (name === 'drop' && ids.length === 0)
    throw new CliError(EXIT.misused, ['`memex jobs drop` needs the ids of dead jobs, or `all`']);
  if (brokerOf(config) === undefined && storeKindOf(config) === 'memory')
    throw new CliError(EXIT.misused, [
      'with STORE=memory, jobs are visible only to the process that runs them',
    ]);
  const parts = await compose(config, { isMeasured: false });
  const { queue, ...lifecycle } = await parts.jobs();
  await lifecycle.start();
  try {
    if (act === undefined) {
      await (options.json === undefined ? printJobs(queue) : printJson(queue));
      return EXIT.done;
    }
    const [done, count] = await act(queue, isAll(ids) ? undefined : ids);
    print(done);
    return count === 0 ? EXIT.failed : EXIT.done;
  } finally {
    await lifecycle.stop();
  }
};

/** To retry without naming any is to retry all. */
function isAll(ids: readonly string[]): boolean {
  return ids.length === 0 || (ids.length === 1 && ids[0] === 'all');
}

async function printJobs(queue: JobQueue): Promise<void> {
  const { waiting, delayed, active, dead } = await queue.depth();
  print(`waiting ${waiting}, delayed ${delayed}, active ${active}, dead ${dead}`);
  for await (const { id, diedAt, attempts, reason } of deadJobsOf(queue))
    print(
      `${id}  died ${diedAt} after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${reason.replaceAll(/\s+/g, ' ')}`,
    );
}

async function printJson(queue: JobQueue): Promise<void> {
  const { waiting, delayed, active, dead } = await queue.depth();
  const deadJobs: DeadJob[] = [];
  for await (const job of deadJobsOf(queue)) deadJobs.push(job);
  print(JSON.stringify({ waiting, delayed, active, dead, deadJobs }));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
