/** A table as an address that a browser saves as a file: also without scripts, and without asking anybody. */
export function csvAddress(rows: readonly (readonly (string | number | null)[])[]): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(rows.map(lineOf).join('').toWellFormed())}`;
}

function lineOf(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => (typeof cell === 'string' ? textCell(cell) : String(cell ?? ''))).join(',')}\r\n`;
}

/** What a spreadsheet would take for a formula gets an apostrophe before it, as texts come from anybody. */
function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
