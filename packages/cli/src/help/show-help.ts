import { COMMANDS } from '../commands/table.js';
import { isReport, REPORTS } from '../report/names.js';
import { EXIT } from '../terminal/cli-error.js';
import { noSuchCommand } from './misuse.js';
import { overviewPage } from './overview-page.js';

/** Whether help is asked for: `help`, `help env`, `help <command>`, or `--help` anywhere. */
export function isHelpAsked(args: readonly string[]): boolean {
  return args[0] === 'help' || args.includes('--help') || args.includes('-h');
}

/**
 * Prints the help that is asked for, and returns the exit code. The list of commands loads nothing but itself.
 *
 * @throws CliError if there is no such command.
 */
export async function showHelp(args: readonly string[]): Promise<number> {
  const [first, second] = args;
  const topic = first === 'help' ? second : args.find((argument) => !argument.startsWith('-'));
  if (isReport(topic)) return (await import('../report/run-report.js')).runReport(topic, ['--help']);
  process.stdout.write(await pageOn(topic));
  return EXIT.done;
}

async function pageOn(topic: string | undefined): Promise<string> {
  if (topic === undefined)
    return overviewPage([...COMMANDS, ...REPORTS.map(({ name, purpose }) => ({ name, help: purpose }))]);
  const command = COMMANDS.find(({ name }) => name === topic);
  if (command === undefined && topic !== 'env') throw noSuchCommand(topic);
  const { commandPage, environmentPage } = await import('./command-page.js');
  return command === undefined ? environmentPage() : commandPage(command);
}
