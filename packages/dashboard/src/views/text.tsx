import type { JSX } from 'preact';

/** A text that somebody else wrote, in its own direction. It is never anything but text. */
export function Text({ value, max }: { readonly value: string; readonly max?: number }): JSX.Element {
  return (
    <bdi class="text" dir="auto">
      {max === undefined ? value : cut(value, max)}
    </bdi>
  );
}

/** The beginning of a text, not cut within what is read as one character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { index, segment } of SEGMENTS.segment(text.slice(0, max + MAX_CHARACTER_LENGTH))) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end === 0 ? max : end)}…`;
}

const SEGMENTS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Emoji of families have 11 code units, flags of regions 14. */
const MAX_CHARACTER_LENGTH = 64;
