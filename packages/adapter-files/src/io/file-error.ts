import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMemexError, type MemexError, NotFoundError, UnavailableError } from '@memex/core';

/** Translates what an operation on a file threw into an error of the core. */
export function fileErrorOf(error: unknown, path: string, verb: 'read' | 'written'): MemexError {
  if (isMemexError(error)) return error;
  if (verb === 'read' && codeOf(error) === 'ENOENT') return new NotFoundError(`the file ${path}`);
  return new UnavailableError(`the file ${path}`, {
    reason: `it cannot be ${verb}: ${reasonOf(error, path)}`,
    cause: error,
  });
}

/** Explains the common errors in plain words. Others keep the text of the system. */
function reasonOf(error: unknown, path: string): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return existsSync(dirname(path)) ? 'its folder takes no files' : 'its folder does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOSPC':
      return 'no space is left';
    case 'EROFS':
      return 'its file system is read-only';
    case 'EPIPE':
      return 'nobody reads it any more';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
