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
      : new UnavailableError(what, { reason: inWords(error) ?? failure.reason, cause: error });
  }
}

/** What an error of the file system means, if it is one that operators meet. */
function inWords(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? WORDS.get(error.code) : undefined;
}

const WORDS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'its folder does not exist'],
  ['ENOTDIR', 'its folder is a file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOSPC', 'no space is left'],
  ['EROFS', 'its file system is read-only'],
]);
