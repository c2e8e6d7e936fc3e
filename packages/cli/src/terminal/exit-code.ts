import { isMemexError } from '@memex/core';
import { CliError, EXIT } from './cli-error.js';
import { isOfUnreadOutput, UNREAD } from './unread-output.js';

/**
 * Runs a command, and returns the exit code. An error of Memex's closed set is printed in one line. Any other error is a bug, and is thrown with
 * its stack trace. What nobody reads any more is no failure to tell of.
 */
export async function exitCodeOf(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (await isOfUnreadOutput(error)) return UNREAD;
    const cliError = isMemexError(error) ? new CliError(EXIT.failed, [error.message]) : error;
    if (!(cliError instanceof CliError)) throw error;
    for (const line of cliError.lines) process.stderr.write(`memex: ${line}\n`);
    return cliError.exitCode;
  }
}
