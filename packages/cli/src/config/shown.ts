const MAX_LENGTH = 60;

/** A value that is wrong, cut, behind what is wrong with it. Not for secrets. */
export function shownValue(value: string): string {
  return `, not ${JSON.stringify(value.length > MAX_LENGTH ? `${value.slice(0, MAX_LENGTH)}…` : value)}`;
}
