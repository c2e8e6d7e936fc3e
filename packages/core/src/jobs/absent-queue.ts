import { UnavailableError } from '../errors/errors.js';
import type { JobQueue } from './job-queue.js';

/** Stands where there are no jobs: whatever is asked of it is unavailable. */
export const absentQueue: Pick<JobQueue, 'enqueue' | 'find'> = { enqueue: absent, find: absent };

async function absent(): Promise<never> {
  const reason = 'there are no jobs';
  throw new UnavailableError('the queue', { part: 'queue', reason, publicReason: reason, lasting: true });
}
