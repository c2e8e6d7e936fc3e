import { malformed, TooLargeError } from '@memex/core';

/** How many levels of objects and arrays a body may nest. Free-form parts may nest less; the core sees to that. */
const DEEPEST = 100;

/** How many objects and arrays a body may hold: each takes some 64 bytes once parsed, so that `{},{},…` outgrows its text. */
const MOST_STRUCTURES = 400_000;

/** How many commas a body may hold, which is how many values: short ones outgrow their text too. */
const MOST_COMMAS = 2_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Makes a look at the brackets and commas of a JSON text, part by part as it arrives, before anything parses it: what is refused would
 * cost memory or, where a later step recurses, the stack. Text that is no JSON may pass: the parser refuses it.
 *
 * @returns To be given each part in order; throws MalformedError or TooLargeError.
 */
export function createStructureCheck(): (part: Uint8Array) => void {
  let level = 0;
  let structures = 0;
  let commas = 0;
  /** Where the part before ended: in a string, and there behind a backslash. */
  let inString = false;
  let escaped = false;

  /** Index of the quote that ends the string, or the length where the part ends before. */
  const skipString = (json: Uint8Array, start: number): number => {
    let index = start;
    for (; index < json.length; index++) {
      if (escaped) escaped = false;
      else if (json[index] === BACKSLASH) escaped = true;
      else if (json[index] === QUOTE) break;
    }
    inString = index === json.length;
    return index;
  };

  return (json) => {
    for (let index = inString ? skipString(json, 0) + 1 : 0; index < json.length; index++) {
      switch (json[index]) {
        case QUOTE:
          index = skipString(json, index + 1);
          break;
        case 0x5b: // [
        case 0x7b: // {
          if (++level > DEEPEST)
            throw malformed('', `the body must not be nested more than ${DEEPEST} levels deep`);
          if (++structures > MOST_STRUCTURES) {
            throw new TooLargeError('the body', MOST_STRUCTURES, 'objects and arrays');
          }
          break;
        case 0x2c: // ,
          if (++commas > MOST_COMMAS) {
            throw new TooLargeError('the body', MOST_COMMAS, 'values');
          }
          break;
        case 0x5d: // ]
        case 0x7d: // }
          level--;
          break;
      }
    }
  };
}
