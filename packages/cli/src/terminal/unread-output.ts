/** What a shell reports of a program that SIGPIPE ended: 128 and the number of the signal. */
export const UNREAD = 141;

/** Errors of standard output, once nobody reads it any more. */
const unread = new WeakSet<Error>();

/**
 * Lets the process end quietly where the reader of its output ends first, as `head` does. A command goes on without its output, so that none stops
 * half-way; {@link UNREAD} tells that not all was read. Node ignores SIGPIPE, and would print a stack trace instead.
 */
export function endQuietlyUnread(): void {
  process.stderr.on('error', refuseUnlessUnread);
  process.stdout.on('error', (error) => {
    refuseUnlessUnread(error);
    unread.add(error);
    process.once('exit', (code) => {
      if (code === 0) process.exitCode = UNREAD;
    });
  });
}

/** Whether a command failed because nobody reads its standard output any more. */
export async function isOfUnreadOutput(error: unknown): Promise<boolean> {
  // Whoever wrote learns of the error before its listeners do.
  await new Promise((resolve) => setImmediate(resolve));
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (unread.has(cause)) return true;
  return false;
}

function refuseUnlessUnread(error: Error): void {
  if (!('code' in error && error.code === 'EPIPE')) throw error;
}
