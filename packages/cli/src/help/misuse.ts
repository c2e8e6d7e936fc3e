import type { CAC } from 'cac';
import { COMMANDS, type Command } from '../commands/table.js';
import { settingOptionsOf } from '../config/setting-options.js';
import { REPORTS } from '../report/names.js';
import { type CliError, misused } from '../terminal/cli-error.js';
import { nearestName } from './nearest.js';

/** The error of a command line without a command, or with one that does not exist. */
export function noSuchCommand(written: string | undefined): CliError {
  const hint = '`memex help` lists the commands';
  if (written === undefined) return misused(`a command is missing; ${hint}`);
  const names = [...COMMANDS, ...REPORTS].map(({ name }) => name);
  return misused(`there is no command \`${written}\`${meant(written, names)}; ${hint}`);
}

/** What is wrong with the options and arguments of a command; `undefined` if nothing is. */
export function misuseOf(
  command: Command,
  { args, options }: Pick<CAC, 'args' | 'options'>,
): CliError | undefined {
  const issue =
    optionIssue(command, options) ?? argumentIssue(command.usage ?? command.name, command.name, args);
  return issue === undefined ? undefined : misused(`${issue}; see \`memex help ${command.name}\``);
}

/** The options of a command by name, and whether they need a value. */
function knownOptions({ name, options = {} }: Command): ReadonlyMap<string, boolean> {
  const own = Object.keys(options).flatMap((option) => {
    const needsValue = option.includes('<');
    const spellings = option.replace(/ *<.*/, '').split(', ');
    return spellings.map((spelling) => [spelling.replace(/^-+/, ''), needsValue] as const);
  });
  return new Map([...own, ...settingOptionsOf(name).map(({ option }) => [option.flag, true] as const)]);
}

function optionIssue(command: Command, given: Readonly<Record<string, unknown>>): string | undefined {
  const known = knownOptions(command);
  for (const [key, value] of Object.entries(given)) {
    const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (name === '--') continue;
    const written = name.length === 1 ? `-${name}` : `--${name}`;
    const needsValue = known.get(name);
    if (needsValue === undefined)
      return `\`memex ${command.name}\` has no option \`${written}\`${meant(name, [...known.keys()], '--')}`;
    if (needsValue && typeof value === 'boolean') return `\`${written}\` needs a value`;
  }
  return undefined;
}

/** @param usage - In the syntax of the parser: `<needed>`, `[optional]`, `[...any number]`. */
function argumentIssue(usage: string, name: string, args: readonly string[]): string | undefined {
  const needed = usage.match(/<[^>]+>/g) ?? [];
  const missing = needed[args.length];
  if (missing !== undefined) return `\`memex ${name}\` needs ${missing}`;
  const most = usage.includes('[...') ? Number.POSITIVE_INFINITY : (usage.match(/[<[]/g) ?? []).length;
  const extra = args[most];
  return extra === undefined ? undefined : `\`memex ${name}\` has no use for \`${extra}\``;
}

function meant(written: string, names: readonly string[], prefix = ''): string {
  const nearest = nearestName(written, names);
  return nearest === undefined ? '' : `; did you mean \`${prefix}${nearest}\`?`;
}
