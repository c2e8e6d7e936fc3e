import { isMemexError } from '@memex/core';
import { CliError, EXIT } from './cli-error.js';

/**
 * Runs a command; the result is the exit code. Errors of the closed set say what is wrong in one line; anything else is a fault of ours,
 * and keeps its stack.
 */
export async function exitCodeOf(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const refusal = isMemexError(error) ? new CliError(EXIT.failed, [error.message]) : error;
    if (!(refusal instanceof CliError)) throw error;
    for (const line of refusal.lines) process.stderr.write(`memex: ${line}\n`);
    return refusal.exitCode;
  }
}
