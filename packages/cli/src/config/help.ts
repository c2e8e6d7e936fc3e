import type { CommandName } from './command-names.js';
import type { Row } from './row.js';
import { VARIABLES } from './variables.js';

/** The variables with their meaning, one per line. */
export function variablesHelp(): string {
  const rows = Object.entries(VARIABLES).map(
    ([name, row]) =>
      [name, row.fallback === null ? row.meaning : `${row.meaning} (default: ${row.fallback})`] as const,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`).join('\n');
}

/** The options of a command that set variables. */
export function configOptions(
  command: CommandName,
): readonly { readonly option: string; readonly help: string }[] {
  return Object.entries<Row>(VARIABLES).flatMap(([name, { flag, commands = [command] }]) =>
    flag !== undefined && commands.includes(command)
      ? [{ option: `--${flag} <value>`, help: `instead of ${name}` }]
      : [],
  );
}
