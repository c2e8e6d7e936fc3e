import { CHARACTER_CLASSES } from './character-classes.js';

/** Stands for a character of no class. */
export const NONE = ' ';

/** Stands for the second half of a surrogate pair. The first half stands for the character. */
const SECOND_HALF = '-';

/** Beyond are characters of no class only. */
const END = 0xe0200;

let table: Uint8Array | undefined;

/** The classes of the characters of a text, one letter for each UTF-16 code unit. */
export function classify(text: string): string {
  table ??= tableOf(CHARACTER_CLASSES);
  const classes = new Array<string>(Math.ceil(text.length / PIECE));
  for (let piece = 0; piece < classes.length; piece++)
    classes[piece] = classifyPiece(table, text, piece * PIECE);
  return classes.join('');
}

/** Short enough to be passed as arguments. */
const PIECE = 1_024;

function classifyPiece(classOf: Uint8Array, text: string, start: number): string {
  const letters = new Array<number>(Math.min(PIECE, text.length - start));
  for (let index = 0; index < letters.length; index++) {
    const unit = text.charCodeAt(start + index);
    letters[index] =
      (unit & 0xf800) !== 0xd800 ? (classOf[unit] ?? 0) : classOfHalf(classOf, text, start + index);
  }
  return String.fromCharCode(...letters);
}

function classOfHalf(classOf: Uint8Array, text: string, index: number): number {
  if (isPairAt(text, index)) return classOf[text.codePointAt(index) ?? 0] ?? NONE.charCodeAt(0);
  return (isPairAt(text, index - 1) ? SECOND_HALF : NONE).charCodeAt(0);
}

function isPairAt(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff;
}

function tableOf(ranges: Readonly<Record<string, string>>): Uint8Array {
  const classOf = new Uint8Array(END).fill(NONE.charCodeAt(0));
  for (const [letter, gaps] of Object.entries(ranges)) {
    let end = 0;
    for (const gap of gaps.split(' ')) {
      const [from = '', length = '0'] = gap.split('+');
      const start = end + Number.parseInt(from, 36);
      end = start + Number.parseInt(length, 36);
      classOf.fill(letter.charCodeAt(0), start, end + 1);
    }
  }
  return classOf;
}
