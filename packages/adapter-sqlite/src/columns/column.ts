import type { FieldPath } from '@memex/core/ports';

/**
 * Names a column. `codes`: a column of the table of messages. `values`: what is at a path. `words`: 1 where a text at a path has one of
 * the words, otherwise 0. `answered`: of a response the message id that it answers, in the codes of `MESSAGE_IDS`.
 */
export type ColumnName =
  | { readonly kind: 'answered' }
  | { readonly kind: 'codes'; readonly column: string; readonly isHashed: boolean }
  | { readonly kind: 'values'; readonly path: FieldPath }
  | { readonly kind: 'words'; readonly path: FieldPath; readonly words: readonly string[] };

/** The same text for the same column, another for every other. */
export function keyOf(name: ColumnName): string {
  return JSON.stringify(name);
}

export const MESSAGE_IDS: ColumnName = { kind: 'codes', column: 'message_h', isHashed: true };
export const ANSWERED: ColumnName = { kind: 'answered' };

/** The key of the column whose dictionary has the codes of a column. */
export function dictionaryKeyOf(column: string): string {
  return column === ANSWERED_KEY ? keyOf(MESSAGE_IDS) : column;
}

const ANSWERED_KEY = keyOf(ANSWERED);
