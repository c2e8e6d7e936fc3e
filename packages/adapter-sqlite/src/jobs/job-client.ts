import { UnavailableError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { WorkerClient } from '../client/worker-client.js';
import type { JobRequest } from '../protocol/jobs.js';
import type { WorkerResult } from '../protocol/worker.js';

/** Sends requests to the jobs worker. */
export type JobClient = Pick<WorkerClient<'jobs'>, 'start' | 'stop' | 'call'>;

/** What a request weighs besides its texts, in characters. */
const REQUEST_WEIGHT = 500;

/** How long a caller waits for an answer. */
const ANSWER_TIMEOUT_MS = 900;

/** Calls the worker, however long it takes. */
export function call<Request extends JobRequest>(
  client: JobClient,
  request: Request,
): Promise<WorkerResult<'jobs', Request>> {
  return client.call(request, weightOf(request));
}

/**
 * Calls the worker and waits for at most {@link ANSWER_TIMEOUT_MS}.
 *
 * @throws UnavailableError if it takes longer; the request may still take effect. @throws AbortedError
 */
export async function callWithTimeout<Request extends JobRequest>(
  client: JobClient,
  request: Request,
  { signal }: CallOptions = {},
): Promise<WorkerResult<'jobs', Request>> {
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    return await client.call(request, weightOf(request), { signal: either });
  } catch (error) {
    if (!timeout.aborted || signal?.aborted === true) throw error;
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
