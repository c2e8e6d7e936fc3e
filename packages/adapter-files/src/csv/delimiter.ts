import { extname } from 'node:path';

/** Which delimiter the name of a table's file chooses; undefined where it chooses none. The file `-` is stdout. */
export function delimiterOf(path: string): ',' | '\t' | undefined {
  if (path === '-') return ',';
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return ',';
    case '.tsv':
      return '\t';
    default:
      return undefined;
  }
}
