import type { FieldPath } from '@memex/core/ports';

/**
 * Names a column. `codes`: a column of the table of messages. `values`: what is at a path. `words`: 1 where a text at a path has one of
 * the words, otherwise 0.
 */
export type ColumnName =
  | { readonly kind: 'codes'; readonly column: string; readonly isHashed: boolean }
  | { readonly kind: 'values'; readonly path: FieldPath }
  | { readonly kind: 'words'; readonly path: FieldPath; readonly words: readonly string[] };

/** The same text for the same column, another for every other. */
export function keyOf(name: ColumnName): string {
  return JSON.stringify(name);
}
