import type { OptionRow, OptionTable } from './option.js';

/** What the help of a command says beside its options. */
export interface CommandHelp {
  readonly name: string;
  /** One sentence. */
  readonly purpose: string;
  /** Whole command lines. */
  readonly examples: readonly string[];
}

/** The help of a command: a line an option, with its spellings and its variable. */
export function optionsHelp({ name, purpose, examples }: CommandHelp, table: OptionTable): string {
  const rows = Object.values<OptionRow>(table).map((row) => ({
    flags: flagsOf(row),
    variable: row.variables?.[0] ?? '',
    meaning: row.meaning,
  }));
  const width = (column: (row: (typeof rows)[number]) => string): number =>
    Math.max(...rows.map((row) => column(row).length));
  const [flagsWidth, variableWidth] = [width(({ flags }) => flags), width(({ variable }) => variable)];
  return [
    `${purpose}`,
    '',
    `Usage: memex ${name} [options]`,
    '',
    'Each option is a flag or a variable; the flag wins.',
    ...rows.map(({ flags, variable, meaning }) =>
      `  ${flags.padEnd(flagsWidth)}  ${variable.padEnd(variableWidth)}  ${meaning}`.trimEnd(),
    ),
    '',
    'Examples:',
    ...examples.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function flagsOf({ short, long: [flag], value }: OptionRow): string {
  return (
    `${short === undefined ? '' : `-${short}`.padEnd(3)}`.padEnd(4) +
    `--${flag}${value === undefined ? '' : ` ${value}`}`
  );
}
