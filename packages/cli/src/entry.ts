import { isReport } from './report/names.js';
import { versionLine } from './version.js';

/**
 * Runs the command line; the result is the exit code. What is asked for is loaded, and nothing else: `--version` answers at once, and a
 * report loads nothing that only the service needs.
 *
 * @param argv - As of the process: what to run begins at the third.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const [, , ...all] = argv;
  if (all.some((argument) => argument === '-v' || argument === '--version')) {
    process.stdout.write(`${versionLine()}\n`);
    return 0;
  }
  const [name, ...rest] = all;
  if (!isReport(name)) return (await import('./main.js')).main(argv);
  // Takes the place of the arguments, which other users of the machine see, and of which one may be a key.
  process.title = `memex ${name}`;
  const { exitCodeOf } = await import('./terminal/exit-code.js');
  const code = await exitCodeOf(async () => (await import('./report/run-report.js')).runReport(name, rest));
  // What hangs, such as a call to a service that does not answer, does not keep a process that was told to end.
  if (code > INTERRUPTED) process.exit(code);
  return code;
}

/** Exit codes of processes that a signal ended are above. */
const INTERRUPTED = 128;
