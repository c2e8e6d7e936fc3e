const USUAL_SIZE = 12;

/** How wide characters are, of the font size. Sans-serif fonts differ: these are of a wide one, so that no text is cut off. */
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[\p{M}\p{Cf}]/u, 0],
  [/[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u, 1.1],
  [/[ijlI.,:;'|! ]/, 0.36],
  [/[mwMW@%]/, 0.96],
  [/\p{Lu}/u, 0.72],
];
const USUAL_WIDTH = 0.63;

/** About how wide a text is at most, in pixels. @param font - As in CSS: `600 16px system-ui`. */
export function textWidth(text: string, font: string): number {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? USUAL_SIZE);
  const weight = /\b(?:bold|[6-9]00)\b/.test(font) ? 1.1 : 1;
  let width = 0;
  for (const char of text) width += WIDTHS.find(([characters]) => characters.test(char))?.[1] ?? USUAL_WIDTH;
  return width * size * weight;
}
