import { CliError, EXIT } from './cli-error.js';
import { exitCodeOfLostOutput } from './lost-output.js';

/**
 * Runs a command, and returns the exit code. An error of Memex's closed set is printed in one line. Any other error is a bug, and is thrown with
 * its stack trace. What nobody reads any more is no failure to tell of.
 */
export async function exitCodeOf(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const lost = await exitCodeOfLostOutput(error);
    if (lost !== undefined) return lost;
    const { lines, exitCode } = await cliErrorOf(error);
    for (const line of lines) process.stderr.write(`memex: ${line}\n`);
    return exitCode;
  }
}

/** The core is loaded only for errors of its own: mistakes of the command line are told at once. */
async function cliErrorOf(error: unknown): Promise<CliError> {
  if (error instanceof CliError) return error;
  const { isMemexError } = await import('@memex/core');
  if (!isMemexError(error)) throw error;
  return new CliError(EXIT.failed, [error.message]);
}
