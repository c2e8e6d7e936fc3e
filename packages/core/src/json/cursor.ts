/** A place in a text that is read from its beginning to its end. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Moves behind what a sticky pattern finds at the cursor; what it finds, which may be nothing. */
export function take(cursor: Cursor, sticky: RegExp): string {
  sticky.lastIndex = cursor.at;
  const [found = ''] = sticky.exec(cursor.text) ?? [];
  cursor.at += found.length;
  return found;
}

export function skipSpace(cursor: Cursor): void {
  take(cursor, SPACE);
}

const SPACE = /[ \t\n\r]+/y;
