import { isHelpAsked, showHelp } from './help/show-help.js';
import { isReport } from './report/names.js';
import { exitCodeOf } from './terminal/exit-code.js';
import { endWithoutOutput } from './terminal/lost-output.js';
import { versionLine } from './terminal/version.js';

/**
 * Runs the command line, and returns the exit code. It loads only what the command needs: `--version` answers at once, and a report does not
 * load the service.
 *
 * @param argv - `process.argv`: the command starts at index 2.
 */
export async function run(argv: readonly string[]): Promise<number> {
  endWithoutOutput();
  const [, , ...all] = argv;
  if (all[0] === 'version' || all.some((argument) => argument === '-v' || argument === '--version')) {
    process.stdout.write(`${versionLine()}\n`);
    return 0;
  }
  const [name, ...rest] = all;
  if (isHelpAsked(all) && !isReport(name)) return exitCodeOf(() => showHelp(all));
  if (!isReport(name)) return (await import('./main.js')).main(argv);
  // Hides the arguments from other users of the machine: one of them may be a key.
  process.title = `memex ${name}`;
  const code = await exitCodeOf(async () => (await import('./report/run-report.js')).runReport(name, rest));
  // After a signal, exit even if something hangs, such as a call to a service.
  if (code > INTERRUPTED) process.exit(code);
  return code;
}

/** Higher exit codes mean that a signal ended the process. */
const INTERRUPTED = 128;
