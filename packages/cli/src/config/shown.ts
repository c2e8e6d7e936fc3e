const MAX_LENGTH = 60;

/** Quotes an invalid value, shortened, to be appended to an error. Not for secrets. */
export function shownValue(value: string): string {
  return `, not ${JSON.stringify(value.length > MAX_LENGTH ? `${value.slice(0, MAX_LENGTH)}…` : value)}`;
}
