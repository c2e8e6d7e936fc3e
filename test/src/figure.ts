/** Prints what a promise was measured at, on a line of its own: `P1 kill -9 × 20: acknowledged 53,120, missing 0`. */
export function printFigure(
  promise: string,
  what: string,
  figures: Readonly<Record<string, number | string>>,
): void {
  const told = Object.entries(figures).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? value.toLocaleString('en') : value}`,
  );
  process.stdout.write(`${promise} ${what}: ${told.join(', ')}\n`);
}
