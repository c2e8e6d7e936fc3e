/** The groups of gender, in the order of the contract, with their names in profiles. */
const NAMES = {
  male: 'M',
  female: 'F',
  'non-binary': 'non-binary',
  'in-another-way': 'O',
  'prefer-not-to-say': 'not-say',
} as const;

export type GenderGroup = keyof typeof NAMES | 'unavailable';

export const GENDER_GROUPS: readonly GenderGroup[] = [
  'male',
  'female',
  'non-binary',
  'in-another-way',
  'prefer-not-to-say',
  'unavailable',
];

/** The group of the gender in a profile; `unavailable` if it is missing or unknown. */
export function genderGroup(gender: string | null): GenderGroup {
  return GENDER_GROUPS.find((group) => group !== 'unavailable' && NAMES[group] === gender) ?? 'unavailable';
}
