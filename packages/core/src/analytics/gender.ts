/** The groups of gender, in the order of the contract, with what profiles call them. */
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

/** The group of whoever a profile says to be of a gender; `unavailable` where it says nothing, or nothing known. */
export function genderGroup(gender: string | null): GenderGroup {
  return GENDER_GROUPS.find((group) => group !== 'unavailable' && NAMES[group] === gender) ?? 'unavailable';
}
