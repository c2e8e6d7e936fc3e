import { endOfString } from '@memex/core/toolkit';

/** The index after the JSON object that begins at `start`. The text must be valid JSON. */
export function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index) - 1;
        break;
      case OPEN:
        depth++;
        break;
      case CLOSE:
        if (--depth === 0) return index + 1;
    }
  }
  throw new SyntaxError('the object does not end');
}

const QUOTE = 0x22;
const OPEN = 0x7b;
const CLOSE = 0x7d;
