import { UnavailableError } from '../errors/errors.js';
import type { JobQueue } from './job-queue.js';

/** Takes the place of a queue if there are no jobs. Every call rejects as unavailable. */
export const absentQueue: Pick<JobQueue, 'enqueue' | 'find' | 'dead' | 'retryDead' | 'dropDead'> = {
  enqueue: absent,
  find: absent,
  dead: absent,
  retryDead: absent,
  dropDead: absent,
};

async function absent(): Promise<never> {
  const reason = 'there are no jobs';
  throw new UnavailableError('the queue', { part: 'queue', reason, publicReason: reason, lasting: true });
}
