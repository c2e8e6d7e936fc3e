import { InternalError, type MemexError, UnavailableError } from '@memex/core';
import type { Failure } from '../errors/failure.js';
import type { ThreadData } from '../protocol/protocol.js';

/** What a thread serves is called in messages. */
function nameOf({ role, file }: ThreadData): string {
  return role === 'jobs' ? `the queue ${file}` : `the store ${file}`;
}

/** That what a thread serves cannot serve now. */
export function unavailableError(data: ThreadData, reason: string, cause?: unknown): UnavailableError {
  const part = data.role === 'jobs' ? 'queue' : 'store';
  return new UnavailableError(nameOf(data), { part, reason, cause });
}

/** The error that a failure of a thread stands for. */
export function errorOf(failure: Failure, data: ThreadData): MemexError {
  switch (failure.code) {
    case 'unavailable':
      return unavailableError(data, failure.reason);
    case 'internal':
      return new InternalError(`${nameOf(data)}: ${failure.message}`);
  }
}
