import { parseTimestamp } from '../time/instant.js';

/** The parts of a birth date, as profiles have them. Any of them may be missing. */
export interface BirthDate {
  readonly year?: number | null | undefined;
  readonly month?: number | null | undefined;
  readonly day?: number | null | undefined;
}

export const AGE_GROUPS = ['0-18', '19-25', '26-35', '36-45', '46-55', '55+', 'unavailable'] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number];

/**
 * The age group of someone, by age in whole years. Someone who was born on 29 February turns a year older on 1 March.
 *
 * @param today - `YYYY-MM-DD`
 * @returns `unavailable` if the birth date is incomplete, does not exist, or is in the future.
 */
export function ageGroup(birth: BirthDate | null | undefined, today: string): AgeGroup {
  const date = isoDate(birth);
  if (date === undefined || date > today) return 'unavailable';
  const birthdayCame = today.slice(5) >= date.slice(5);
  const age = Number(today.slice(0, 4)) - Number(date.slice(0, 4)) - (birthdayCame ? 0 : 1);
  return GROUP_ENDS.find(([oldest]) => age <= oldest)?.[1] ?? '55+';
}

const GROUP_ENDS: readonly (readonly [number, AgeGroup])[] = [
  [18, '0-18'],
  [25, '19-25'],
  [35, '26-35'],
  [45, '36-45'],
  [55, '46-55'],
];

/** The date as `YYYY-MM-DD`; `undefined` if it does not exist. */
function isoDate(birth: BirthDate | null | undefined): string | undefined {
  const parts = [birth?.year, birth?.month, birth?.day];
  if (!parts.every((part) => typeof part === 'number' && Number.isInteger(part) && part >= 1))
    return undefined;
  const [year, month, day] = parts.map((part) => String(part).padStart(2, '0'));
  const text = `${String(year).padStart(4, '0')}-${month}-${day}`;
  return parseTimestamp(text) && text;
}
