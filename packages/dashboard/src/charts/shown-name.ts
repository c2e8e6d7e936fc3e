const MAX_LENGTH = 100;

/** Characters that XML does not have, or that change the direction of what surrounds them. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** A value of a field, as charts write it: on one line, without what would disturb the texts beside it, and not endless. */
export function shownName(value: string): string {
  if (value === '') return '""';
  const start = Array.from(value.slice(0, 2 * (MAX_LENGTH + 1)));
  const name = start.length > MAX_LENGTH ? `${start.slice(0, MAX_LENGTH).join('')}…` : value;
  return name.replaceAll(/[\t\r\n]+/g, ' ').replaceAll(UNSHOWABLE, '\ufffd');
}
