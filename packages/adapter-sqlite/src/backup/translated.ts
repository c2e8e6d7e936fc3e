import { InternalError, UnavailableError } from '@memex/core';
import { failureAtStart } from '../errors/failure.js';

/** Runs work on files, and throws errors of the core. @param what - The name of what is worked on. */
export async function translated<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = failureAtStart(error);
    throw failure.code === 'internal'
      ? new InternalError(`${what}: ${failure.message}`, error)
      : new UnavailableError(what, { reason: failure.reason, cause: error });
  }
}
