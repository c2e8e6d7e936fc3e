/** How a process ends: the numbers are part of the command line's contract. */
export const EXIT = { done: 0, failed: 1, misused: 2 } as const;

/**
 * Something that the operator has to mend: it ends the process with these lines on stderr, and without a stack.
 * `misused` is for the command line and the configuration, `failed` for everything around the process.
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
