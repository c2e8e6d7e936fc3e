import { UnavailableError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import { callWithin } from '@memex/core/toolkit';
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
  options: CallOptions = {},
): Promise<WorkerResult<'jobs', Request>> {
  return callWithin(
    ANSWER_TIMEOUT_MS,
    (call) => client.call(request, weightOf(request), call),
    options,
    (cause) =>
      new UnavailableError('the queue', { part: 'queue', reason: 'it did not answer in time', cause }),
  );
}

function weightOf(request: JobRequest): number {
  const jobs = request.op === 'enqueue' ? request.jobs : [];
  return jobs.reduce((sum, { work }) => sum + work.length + REQUEST_WEIGHT, REQUEST_WEIGHT);
}
