import { VARIABLES } from './variables.js';

/** The table of variables as text, a line each. */
export function variablesHelp(): string {
  const rows = Object.entries(VARIABLES).map(
    ([name, row]) =>
      [name, row.fallback === null ? row.meaning : `${row.meaning} (default: ${row.fallback})`] as const,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`).join('\n');
}

/** The options that set variables, for the parser of the command line. */
export function configOptions(): readonly { readonly option: string; readonly help: string }[] {
  return Object.entries(VARIABLES).flatMap(([name, row]) =>
    'flag' in row ? [{ option: `--${row.flag} <value>`, help: `instead of ${name}` }] : [],
  );
}
