/** A position in a text that is read from start to end. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Moves past what a sticky pattern matches at the cursor. Returns the match, which may be empty. */
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
