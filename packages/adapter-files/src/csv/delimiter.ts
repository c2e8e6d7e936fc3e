import { extname } from 'node:path';

/** The delimiter that the extension of a file stands for; undefined for other extensions. `-` is stdout, which gets commas. */
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
