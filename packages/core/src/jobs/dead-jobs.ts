import type { CallOptions } from '../port/call.js';
import type { DeadJob } from './job.js';
import type { JobQueue } from './job-queue.js';

const PAGE_SIZE = 100;

/** All dead jobs of a queue, page by page. */
export async function* deadJobsOf(
  queue: Pick<JobQueue, 'dead'>,
  options?: CallOptions,
): AsyncGenerator<DeadJob, void> {
  let after: string | undefined;
  do {
    const page = await queue.dead({ limit: PAGE_SIZE, after }, options);
    yield* page.entries;
    after = page.next;
  } while (after !== undefined);
}
