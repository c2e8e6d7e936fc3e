import { UnavailableError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Lane } from '../client/worker-client.js';
import type { JobRequest, JobResult } from '../protocol/jobs.js';

/** The thread of the jobs. */
export type JobLane = Pick<Lane<JobRequest, JobResult>, 'start' | 'stop' | 'call'>;

/** What a request takes in the queue, in characters. */
const REQUEST_WEIGHT = 500;

/** How long a caller waits for an answer, in milliseconds. */
const PATIENCE_MILLIS = 900;

/** Has a request performed, however long it takes. */
export function ask(lane: JobLane, request: JobRequest): Promise<JobResult> {
  return lane.call(request, weightOf(request));
}

/**
 * Has a request performed soon.
 *
 * @throws UnavailableError where it takes too long; it may take effect yet. @throws AbortedError
 */
export async function askSoon(
  lane: JobLane,
  request: JobRequest,
  { signal }: CallOptions = {},
): Promise<JobResult> {
  const limit = AbortSignal.timeout(PATIENCE_MILLIS);
  const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  try {
    return await lane.call(request, weightOf(request), { signal: either });
  } catch (error) {
    if (!limit.aborted || signal?.aborted === true) throw error;
    throw new UnavailableError('the queue', {
      part: 'queue',
      reason: 'it did not answer in time',
      cause: error,
    });
  }
}

function weightOf(request: JobRequest): number {
  const jobs = request.op === 'enqueue' ? request.jobs : [];
  return jobs.reduce((sum, { work }) => sum + work.length + REQUEST_WEIGHT, REQUEST_WEIGHT);
}
