import { InternalError, KeyReusedError, type MemexError, UnavailableError } from '@memex/core';
import type { Failure } from './failure.js';

/** The error that a thread's failure stands for. @param file - What the store is called in messages. */
export function errorOf(failure: Failure, file: string): MemexError {
  switch (failure.code) {
    case 'unavailable':
      return new UnavailableError(`the store ${file}`, { reason: failure.reason });
    case 'internal':
      return new InternalError(`the store ${file}: ${failure.message}`);
    case 'key_reused':
      return new KeyReusedError();
  }
}
