import { EMOJI_NAMES } from './emoji-names.js';

/**
 * The text that the bots stored: where it is JSON for a string, that string, else the text itself. Halves of surrogate pairs become
 * U+FFFD, and names of emoji such as `:thumbs_up:` and `:+1:` become emoji; a name that is not known stays, its colons included.
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

/** What can be JSON for a string: most texts cannot, and need no exception to tell. */
const QUOTED = /^[ \t\r\n]*"/;

/** What may be a name of an emoji, in the class of characters of the Python package emoji 1.6. */
const EMOJI_NAME = /:([\p{L}\p{N}_\-&.’”“()!#*+?–,/]+):/gu;

/** The text with emoji for their names. */
export function emojize(text: string): string {
  return text.includes(':')
    ? text.replace(EMOJI_NAME, (whole, name: string) => emojiByName().get(name) ?? whole)
    : text;
}

let emoji: ReadonlyMap<string, string> | undefined;

/** Made when the first name is seen: most processes see none. */
function emojiByName(): ReadonlyMap<string, string> {
  emoji ??= new Map(
    EMOJI_NAMES.split(',').map((entry) => {
      const [name = '', symbol = ''] = entry.split(' ');
      return [name, symbol];
    }),
  );
  return emoji;
}
