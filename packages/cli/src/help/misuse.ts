import { COMMANDS, type Command } from '../commands/table.js';
import { REPORTS } from '../report/names.js';
import { type CliError, misused } from '../terminal/cli-error.js';
import { knownOptions } from './known-options.js';
import { nearestName } from './nearest.js';

/** The error of a command line without a command, or with one that does not exist. */
export function noSuchCommand(written: string | undefined): CliError {
  const hint = '`memex help` lists the commands';
  if (written === undefined) return misused(`a command is missing; ${hint}`);
  const names = [...COMMANDS, ...REPORTS].map(({ name }) => name);
  return misused(`there is no command \`${written}\`${meant(written, names)}; ${hint}`);
}

/** A parsed command line. */
export interface CommandLine {
  /** The arguments of the command. */
  readonly args: readonly string[];
  /** The values of each option, by its long name; `undefined` is one that is missing. */
  readonly options: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** How each option was written, by its long name. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Options that no command has, as they were written. */
  readonly unknown: readonly string[];
}

/** What is wrong with the options and arguments of a command; `undefined` if nothing is. */
export function misuseOf(command: Command, line: CommandLine): CliError | undefined {
  const issue =
    unknownIssue(command, line) ??
    optionIssue(command, line) ??
    argumentIssue(command.usage ?? command.name, command.name, line.args);
  return issue === undefined ? undefined : misused(`${issue}; see \`memex help ${command.name}\``);
}

function unknownIssue(command: Command, { unknown, spellings }: CommandLine): string | undefined {
  const known = knownOptions(command);
  const written = [...unknown, ...spellings.values()];
  const wrong = written.find((spelling) => !known.has(spelling));
  if (wrong === undefined) return undefined;
  const names = [...known.values()].map(({ name }) => name);
  const hint = /^-\d/.test(wrong)
    ? '; an argument that begins with a dash goes behind `--`'
    : meant(wrong.replace(/^-+/, ''), names, '--');
  return `\`memex ${command.name}\` has no option \`${wrong}\`${hint}`;
}

function optionIssue(command: Command, { options, spellings }: CommandLine): string | undefined {
  const known = knownOptions(command);
  for (const [name, [value, ...more]] of options) {
    const written = spellings.get(name) ?? `--${name}`;
    if (known.get(written)?.needsValue !== true) {
      if (value !== '') return `\`${written}\` takes no value`;
      continue;
    }
    if (value === undefined) return `\`${written}\` needs a value`;
    if (value === '') return `\`${written}\` must not be empty`;
    if (more.length > 0) return `\`${written}\` can be given only once`;
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
  if (extra !== undefined) return `\`memex ${name}\` has no use for \`${extra}\``;
  return args.includes('') ? 'an argument must not be empty' : undefined;
}

function meant(written: string, names: readonly string[], prefix = ''): string {
  const nearest = nearestName(written, names);
  return nearest === undefined ? '' : `; did you mean \`${prefix}${nearest}\`?`;
}
