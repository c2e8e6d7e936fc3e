import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DeadJob } from '@memex/core/model';
import type { JobQueue } from '@memex/core/ports';
import { deadJobsOf, formatInstant } from '@memex/core/toolkit';
import { compose } from '../composition/composition.js';
import { brokerOf, jobsFile } from '../composition/jobs.js';
import { storeKindOf } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { describeJobs } from '../jobs/described-jobs.js';
import { jobTable } from '../jobs/job-table.js';
import { namedJobs } from '../jobs/short-ids.js';
import { ageOf } from '../terminal/age.js';
import { CliError, EXIT, misused } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';
import type { CommandOptions, Run } from './run.js';

/** Something to do with dead jobs: with some, or with all. */
interface Action {
  /** Returns with how many it was done. */
  readonly act: (queue: JobQueue, ids: readonly string[] | undefined) => Promise<number>;
  readonly done: (jobs: string) => string;
  readonly inJson: string;
  /** Whether it can be done with what is no valid job. */
  readonly takesInvalid: boolean;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  retry: {
    act: (queue, ids) => queue.retryDead(ids),
    done: (jobs) => `enqueued ${jobs} again`,
    inJson: 'enqueued',
    takesInvalid: false,
  },
  drop: {
    act: (queue, ids) => queue.dropDead(ids),
    done: (jobs) => `deleted ${jobs}`,
    inJson: 'deleted',
    takesInvalid: true,
  },
};

/** Prints how many jobs there are and why the dead ones failed, or queues dead ones again, or deletes them. */
export const jobs: Run = async (command) => {
  const { config, args } = command;
  const [name, ...ids] = args;
  const action = name === undefined || !Object.hasOwn(ACTIONS, name) ? undefined : ACTIONS[name];
  if (name !== undefined && action === undefined)
    throw misused(`there is no \`memex jobs ${name}\`, only \`retry\` and \`drop\``);
  if (name === 'drop' && ids.length === 0)
    throw misused('`memex jobs drop` needs the ids of dead jobs, or `all`');
  if (ids.length > 1 && ids.includes('all')) throw misused('`all` stands alone, without other ids');
  await refuseUnreadable(config);
  const parts = await compose(config, { command: 'jobs', isMeasured: false });
  const { queue, ...lifecycle } = await parts.jobs();
  await lifecycle.start();
  try {
    if (action !== undefined) return await actOn(queue, action, ids, command);
    await printJobs(queue, command);
    return EXIT.done;
  } finally {
    await lifecycle.stop();
  }
};

/** @throws CliError if there are no jobs to read. Looking at jobs creates none of their files. */
async function refuseUnreadable(config: Config): Promise<void> {
  if (brokerOf(config) !== undefined) return;
  if (storeKindOf(config) === 'memory')
    throw misused('with STORE=memory, jobs are visible only to the process that runs them');
  const file = jobsFile(config);
  try {
    await access(file);
  } catch (cause) {
    throw new CliError(EXIT.failed, [`there are no jobs at ${dirname(file)} (STORE_PATH)`], { cause });
  }
}

async function actOn(
  queue: JobQueue,
  { act, done, inJson, takesInvalid }: Action,
  ids: readonly string[],
  { options }: CommandOptions,
): Promise<number> {
  const named = isAll(ids) ? undefined : namedJobs(ids, await deadOf(queue));
  for (const id of named?.unknown ?? []) tell(`there is no dead job \`${id}\``);
  for (const { id, work } of named?.jobs ?? [])
    if (work === null && !takesInvalid)
      tell(`\`${id}\` is no valid job, which nothing can do: \`memex jobs drop\` deletes it`);
  const count =
    named?.jobs.length === 0
      ? 0
      : await act(
          queue,
          named?.jobs.map(({ id }) => id),
        );
  if (options.json !== undefined) print(JSON.stringify({ [inJson]: count }));
  else print(done(`${countOf(count)} dead ${count === 1 ? 'job' : 'jobs'}`));
  return count === 0 ? EXIT.failed : EXIT.done;
}

/** To retry without naming any is to retry all. */
function isAll(ids: readonly string[]): boolean {
  return ids.length === 0 || ids[0] === 'all';
}

async function deadOf(queue: JobQueue): Promise<readonly DeadJob[]> {
  const dead: DeadJob[] = [];
  for await (const job of deadJobsOf(queue)) dead.push(job);
  return dead;
}

async function printJobs(queue: JobQueue, { config, options }: CommandOptions): Promise<void> {
  const { waiting, delayed, active, dead, waitingSince } = await queue.depth();
  const described = await describeJobs(await deadOf(queue), config);
  if (described.missing !== undefined) tell(`projects and metrics are not shown: ${described.missing}`);
  if (options.json !== undefined) {
    const since = waitingSince === undefined ? null : formatInstant(waitingSince);
    const deadJobs = described.jobs;
    return print(JSON.stringify({ waiting, delayed, active, dead, waitingSince: since, deadJobs }));
  }
  print(`waiting ${waiting}, delayed ${delayed}, active ${active}, dead ${dead}`);
  if (waitingSince !== undefined)
    print(`the next job has waited for ${ageOf(Date.now() - waitingSince / 1_000)}`);
  if (described.jobs.length === 0) return;
  for (const line of ['', ...jobTable(described.jobs, Date.now(), terminalWidth())]) print(line);
}

const MIN_WIDTH = 40;

/** `undefined` where a file or a program gets the table: it is whole then. */
function terminalWidth(): number | undefined {
  const { isTTY, columns } = process.stdout;
  return isTTY ? Math.max(MIN_WIDTH, columns) : undefined;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(line: string): void {
  process.stderr.write(`memex: ${line}\n`);
}
