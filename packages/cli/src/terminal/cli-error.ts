/** Exit codes. They are part of the contract of the command line. */
export const EXIT = { done: 0, failed: 1, misused: 2 } as const;

/**
 * An error that the operator has to fix. The process prints these lines on stderr, without a stack trace, and exits. `misused` is for the command
 * line and the configuration, `failed` for everything else.
 */
export class CliError extends Error {
  constructor(
    readonly exitCode: typeof EXIT.failed | typeof EXIT.misused,
    readonly lines: readonly [string, ...string[]],
    options?: ErrorOptions,
  ) {
    super(lines.join('\n'), options);
  }
}

/** A mistake of the command line, in one line. */
export function misused(message: string): CliError {
  return new CliError(EXIT.misused, [message]);
}
