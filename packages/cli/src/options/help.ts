import { COLUMNS, wrapped } from '../terminal/wrapped.js';
import type { OptionRow, OptionTable } from './option.js';

/** The help of a command, without its options. */
export interface CommandHelp {
  readonly name: string;
  /** One sentence. */
  readonly purpose: string;
  /** Complete command lines. */
  readonly examples: readonly string[];
}

/** The help of a command: each option with its spellings and its variable. */
export function optionsHelp({ name, purpose, examples }: CommandHelp, table: OptionTable): string {
  const rows = Object.values<OptionRow>(table).map((row) => ({
    flags: flagsOf(row),
    variable: row.variables?.[0] ?? '',
    meaning: row.meaning,
  }));
  const width = (column: (row: (typeof rows)[number]) => string): number =>
    Math.max(...rows.map((row) => column(row).length));
  const [flagsWidth, variableWidth] = [width(({ flags }) => flags), width(({ variable }) => variable)];
  const meaningAt = flagsWidth + variableWidth + 6;
  return [
    ...wrapped(purpose, COLUMNS),
    '',
    `Usage: memex ${name} [options]`,
    '',
    'Each option can be given as a flag or a variable. The flag takes precedence.',
    ...rows.map(({ flags, variable, meaning }) => {
      const lines = wrapped(meaning, COLUMNS - meaningAt).join(`\n${' '.repeat(meaningAt)}`);
      return `  ${flags.padEnd(flagsWidth)}  ${variable.padEnd(variableWidth)}  ${lines}`;
    }),
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
