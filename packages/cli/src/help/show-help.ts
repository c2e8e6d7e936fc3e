import { COMMANDS } from '../commands/table.js';
import { isReport, REPORTS } from '../report/names.js';
import { noSuchCommand } from './misuse.js';
import { commandPage, environmentPage, overviewPage } from './pages.js';

/**
 * Prints help if it is asked for: `help`, `help env`, `help <command>`, or `--help` anywhere.
 *
 * @returns Whether it was asked for.
 * @throws CliError if there is no such command.
 */
export async function showHelp(args: readonly string[]): Promise<boolean> {
  const [first, second] = args;
  if (first !== 'help' && !args.includes('--help') && !args.includes('-h')) return false;
  const topic = first === 'help' ? second : args.find((argument) => !argument.startsWith('-'));
  if (isReport(topic)) {
    const { runReport } = await import('../report/run-report.js');
    await runReport(topic, ['--help']);
  } else {
    process.stdout.write(pageOn(topic));
  }
  return true;
}

function pageOn(topic: string | undefined): string {
  if (topic === undefined)
    return overviewPage([...COMMANDS, ...REPORTS.map(({ name, purpose }) => ({ name, help: purpose }))]);
  if (topic === 'env') return environmentPage();
  const command = COMMANDS.find(({ name }) => name === topic);
  if (command === undefined) throw noSuchCommand(topic);
  return commandPage(command);
}
