import { type CAC, cac } from 'cac';
import { COMMANDS } from './commands/table.js';
import { ALL_OPTIONS, knownOptions } from './help/known-options.js';
import { misuseOf, noSuchCommand } from './help/misuse.js';
import { markArguments, unmarkArgument, unmarkValue } from './options/marked.js';
import { isReport } from './report/names.js';
import { misused } from './terminal/cli-error.js';
import { exitCodeOf } from './terminal/exit-code.js';
import { ownVersion } from './terminal/version.js';

/** Runs the command line, and returns the exit code. */
export function main(argv: readonly string[]): Promise<number> {
  return exitCodeOf(() => runCommand(argv));
}

async function runCommand([node = '', script = '', ...argv]: readonly string[]): Promise<number> {
  const marked = markArguments(argv, ALL_OPTIONS);
  const cli = describeCommands();
  cli.parse([node, script, ...marked.args, ...marked.options], { run: false });
  const command = COMMANDS.find(({ name }) => name === cli.matchedCommandName);
  const args = cli.args.map(unmarkArgument);
  if (command === undefined) {
    const [name] = args;
    throw isReport(name) ? misused(`\`${name}\` must come before its options`) : noSuchCommand(name);
  }
  const given = valuesOf(cli);
  const issue = misuseOf(command, { ...marked, args, options: given });
  if (issue !== undefined) throw issue;
  const options = Object.fromEntries([...given].map(([name, [value]]) => [name, value]));
  const { readConfig } = await import('./config/config.js');
  const config = readConfig(process.env, options);
  const run = await command.load();
  return await run({ config, args, options, version: ownVersion() });
}

/** To cac, every option has a value: it would give a switch the argument that follows. */
function describeCommands(): CAC {
  const cli = cac('memex');
  for (const command of COMMANDS) {
    const described = cli.command(command.usage ?? command.name, command.help).action(() => undefined);
    for (const { name } of knownOptions(command).values()) described.option(`--${name} <value>`, '');
  }
  return cli;
}

/** The values of each option by its name, of which cac has turned `store-path` into `storePath`. */
function valuesOf({ options }: CAC): ReadonlyMap<string, readonly (string | undefined)[]> {
  const given = Object.entries(options).filter(([name]) => name !== '--');
  return new Map(
    given.map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      [value].flat().map((one) => (typeof one === 'string' ? unmarkValue(one) : undefined)),
    ]),
  );
}
