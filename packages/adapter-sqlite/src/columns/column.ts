import type { ColumnName } from '../protocol/columns.js';

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
