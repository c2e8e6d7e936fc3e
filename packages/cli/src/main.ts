import { type CAC, cac } from 'cac';
import { COMMANDS, type Command } from './commands/table.js';
import type { Settings } from './config/config.js';
import { settingOptionsOf } from './config/setting-options.js';
import { misuseOf, noSuchCommand } from './help/misuse.js';
import { isReport } from './report/names.js';
import { misused } from './terminal/cli-error.js';
import { exitCodeOf } from './terminal/exit-code.js';
import { ownVersion } from './terminal/version.js';

/** Runs the command line, and returns the exit code. */
export function main(argv: readonly string[]): Promise<number> {
  return exitCodeOf(() => runCommand(argv));
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const cli = describeCommands();
  cli.parse(argv.map(asParsed), { run: false });
  const command = COMMANDS.find(({ name }) => name === cli.matchedCommandName);
  if (command === undefined) {
    const [name] = cli.args;
    throw isReport(name) ? misused(`\`${name}\` must come before its options`) : noSuchCommand(name);
  }
  const issue = misuseOf(command, cli);
  if (issue !== undefined) throw issue;
  const options = flagsOf(cli, argv);
  const { readConfig } = await import('./config/config.js');
  const config = readConfig(process.env, options);
  const run = await command.load();
  return await run({ config, args: cli.args, options, version: ownVersion() });
}

/**
 * An argument in a form that cac parses rightly. It would take a dash alone for an option, so a space is put in front. And of an option
 * without a value, whose name has a dash, it would take the next argument for the value.
 */
function asParsed(argument: string): string {
  if (argument === '-') return ' -';
  return SWITCHES.has(argument)
    ? argument.replaceAll(/(?<=\w)-(\w)/g, (_, letter) => letter.toUpperCase())
    : argument;
}

const SWITCHES = new Set(
  COMMANDS.flatMap(({ options = {} }) => Object.keys(options)).filter((option) => !option.includes('<')),
);

function describeCommands(): CAC {
  const cli = cac('memex');
  for (const command of COMMANDS) {
    const described = cli.command(command.usage ?? command.name, command.help).action(() => undefined);
    for (const option of optionsOf(command)) described.option(option, '');
  }
  return cli;
}

function optionsOf({ name, options = {} }: Command): readonly string[] {
  const settings = settingOptionsOf(name).map(({ option: { flag, value } }) => `--${flag} <${value}>`);
  return [...Object.keys(options), ...settings];
}

/** Returns the options as texts by name. cac turns `--store-path` into `storePath`, and numeric texts into numbers: `007` into 7. */
function flagsOf(cli: CAC, argv: readonly string[]): Settings {
  const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.fromEntries(
    Object.entries(cli.options)
      .filter(([name]) => name !== '--')
      .map(([name, value]) => [dashed(name), textOf(value, `--${dashed(name)}`, argv)]),
  );
}

/** The value of an option as it was written. */
function textOf(value: unknown, flag: string, argv: readonly string[]): string {
  if (typeof value !== 'number') return String(value);
  const place = argv.findLastIndex((argument) => argument === flag || argument.startsWith(`${flag}=`));
  const written = argv[place] === flag ? argv[place + 1] : argv[place]?.slice(flag.length + 1);
  return written ?? String(value);
}
