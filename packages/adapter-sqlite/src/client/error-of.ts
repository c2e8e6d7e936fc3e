import { InternalError, type MemexError, UnavailableError } from '@memex/core';
import type { Failure } from '../errors/failure.js';
import type { WorkerSettings } from '../protocol/worker.js';

/** The name of what a worker serves, for error messages. */
function nameOf({ role, file }: WorkerSettings): string {
  return role === 'jobs' ? `the queue ${file}` : `the store ${file}`;
}

/** The error for a worker that cannot serve now. */
export function unavailableError(
  settings: WorkerSettings,
  reason: string,
  cause?: unknown,
): UnavailableError {
  const part = settings.role === 'jobs' ? 'queue' : 'store';
  return new UnavailableError(nameOf(settings), { part, reason, cause });
}

/** Turns a failure in a worker into the error that callers get. */
export function errorOf(failure: Failure, settings: WorkerSettings): MemexError {
  switch (failure.code) {
    case 'unavailable':
      return unavailableError(settings, failure.reason);
    case 'internal':
      return new InternalError(`${nameOf(settings)}: ${failure.message}`);
  }
}
