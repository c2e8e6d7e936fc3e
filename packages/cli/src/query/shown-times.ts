import type { Cell } from '@memex/core/toolkit';

/** Times of a column, without the parts that are the same in all: only dates if all are midnights, or no seconds. */
export function shownTimes(times: readonly Cell[]): readonly (string | null)[] {
  const texts = times.filter((time) => time !== null).map(String);
  const form = FORMS.find(({ applies }) => texts.every((text) => applies.test(text)));
  return times.map((time) => (time === null ? null : (form?.shown(String(time)) ?? String(time))));
}

/** `YYYY-MM-DD HH:MM:SS[.ffffff]±HH:MM`, from the shortest form. */
const FORMS: readonly { readonly applies: RegExp; readonly shown: (text: string) => string }[] = [
  { applies: / 00:00:00[+-]/, shown: (text) => text.slice(0, 10) },
  { applies: / \d\d:\d\d:00[+-]/, shown: (text) => text.slice(0, 16) + text.slice(19) },
];
