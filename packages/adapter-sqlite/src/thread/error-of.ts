import { InternalError, KeyReusedError, type MemexError, UnavailableError } from '@memex/core';
import type { Failure } from './failure.js';
import type { ThreadData } from './protocol.js';

/** What a thread serves is called in messages. */
export function nameOf({ role, file }: ThreadData): string {
  return role === 'jobs' ? `the queue ${file}` : `the store ${file}`;
}

/** The error that a failure of a thread stands for. */
export function errorOf(failure: Failure, data: ThreadData): MemexError {
  switch (failure.code) {
    case 'unavailable':
      return new UnavailableError(nameOf(data), { reason: failure.reason });
    case 'internal':
      return new InternalError(`${nameOf(data)}: ${failure.message}`);
    case 'key_reused':
      return new KeyReusedError();
  }
}
