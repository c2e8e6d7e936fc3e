import { EMOJI_NAMES } from './emoji-names.js';

/**
 * Decodes text that bots stored. JSON of a string becomes that string; other text stays as it is. Halves of surrogate pairs
 * become U+FFFD, and names such as `:thumbs_up:` and `:+1:` become emoji. Unknown names stay, including their colons.
 */
export function decodeText(text: string): string {
  return emojize(unquoted(text).toWellFormed());
}

function unquoted(text: string): string {
  if (!QUOTED.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Whether a text can be JSON of a string. Most cannot, and testing is cheaper than an exception. */
const QUOTED = /^[ \t\r\n]*"/;

/** A possible name of an emoji, in the character class of the Python package emoji 1.6. */
const EMOJI_NAME = /:([\p{L}\p{N}_\-&.’”“()!#*+?–,/]+):/gu;

/** Replaces names of emoji with emoji. */
export function emojize(text: string): string {
  return text.includes(':')
    ? text.replace(EMOJI_NAME, (whole, name: string) => emojiByName().get(name) ?? whole)
    : text;
}

let emoji: ReadonlyMap<string, string> | undefined;

/** Created for the first name that is seen. Most processes see none. */
function emojiByName(): ReadonlyMap<string, string> {
  emoji ??= new Map(
    EMOJI_NAMES.split(',').map((entry) => {
      const [name = '', symbol = ''] = entry.split(' ');
      return [name, symbol];
    }),
  );
  return emoji;
}
