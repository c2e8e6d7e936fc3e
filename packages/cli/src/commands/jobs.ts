import type { DeadJob } from '@memex/core/model';
import type { JobQueue } from '@memex/core/ports';
import { compose } from '../composition/composition.js';
import { brokerOf } from '../composition/jobs.js';
import { storeKindOf } from '../composition/stores.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import type { Run } from './run.js';

/** Prints how many jobs there are and why the dead ones failed, or queues dead ones again. */
export const jobs: Run = async ({ config, args: [action, ...ids] }) => {
  if (action !== undefined && action !== 'retry')
    throw new CliError(EXIT.misused, [`there is no \`memex jobs ${action}\`, only \`retry\``]);
  if (brokerOf(config) === undefined && storeKindOf(config) === 'memory')
    throw new CliError(EXIT.misused, [
      'with STORE=memory, jobs are visible only to the process that runs them',
    ]);
  const parts = await compose(config, { isMeasured: false });
  const { queue, ...lifecycle } = await parts.jobs();
  await lifecycle.start();
  try {
    if (action === 'retry')
      print(`enqueued ${await queue.retryDead(ids.length === 0 ? undefined : ids)} jobs again`);
    else await printJobs(queue);
  } finally {
    await lifecycle.stop();
  }
  return EXIT.done;
};

async function printJobs(queue: JobQueue): Promise<void> {
  const { waiting, delayed, active, dead } = await queue.depth();
  print(`waiting ${waiting}, delayed ${delayed}, active ${active}, dead ${dead}`);
  for await (const { id, diedAt, attempts, reason } of eachDead(queue))
    print(
      `${id}  died ${diedAt} after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${reason.replaceAll(/\s+/g, ' ')}`,
    );
}

const PAGE_SIZE = 100;

async function* eachDead(queue: JobQueue): AsyncGenerator<DeadJob> {
  let after: string | undefined;
  do {
    const page = await queue.dead({ limit: PAGE_SIZE, after });
    yield* page.entries;
    after = page.next;
  } while (after !== undefined);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
