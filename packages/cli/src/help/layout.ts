import { COLUMNS, wrapped } from '../terminal/wrapped.js';

/** Two columns, of which the second is wrapped. */
export function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  const indent = ' '.repeat(width + 4);
  return rows.map(([first, second]) => {
    const lines = wrapped(second, COLUMNS - width - 4).join(`\n${indent}`);
    return `  ${first.padEnd(width)}  ${lines}`;
  });
}

/** A page of help. */
export function pageOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
