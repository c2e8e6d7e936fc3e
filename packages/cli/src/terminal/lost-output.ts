import { EXIT } from './cli-error.js';

/** What a shell reports of a program that SIGPIPE ended: 128 and the number of the signal. */
const UNREAD = 141;

/** Errors of standard output, and the exit codes that tell of them. */
const lost = new WeakMap<Error, number>();

/**
 * Lets a command go on without its output where that can be written no more, so that none stops half-way. Where the reader ends first, as `head` does, the
 * process ends quietly, and {@link UNREAD} tells that not all was read: Node ignores SIGPIPE, and would print a stack trace instead. Where a disk is
 * full, it says so, and fails. Nobody can be told what standard error does not take.
 */
export function endWithoutOutput(): void {
  process.stderr.on('error', () => undefined);
  let exitCode: number | undefined;
  process.stdout.on('error', (error) => {
    const code = codeOf(error) === 'EPIPE' ? UNREAD : EXIT.failed;
    lost.set(error, code);
    if (exitCode !== undefined) return;
    exitCode = code;
    if (code === EXIT.failed)
      process.stderr.write(`memex: standard output takes no more: ${reasonOf(error)}\n`);
    process.once('exit', (own) => {
      if (own === 0) process.exitCode = code;
    });
  });
}

/** The exit code of a command that failed because standard output is lost, of which all is told; `undefined` if it failed of something else. */
export async function exitCodeOfLostOutput(error: unknown): Promise<number | undefined> {
  // Whoever wrote learns of the error before its listeners do.
  await new Promise((resolve) => setImmediate(resolve));
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = lost.get(cause);
    if (code !== undefined) return code;
  }
  return undefined;
}

function reasonOf(error: Error): string {
  return codeOf(error) === 'ENOSPC' ? 'no space is left' : error.message;
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
