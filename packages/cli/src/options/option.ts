import type { Fields } from '@memex/core/model';

/** A row of a table of options, in addition to its codec and its default. Its key is the name in code. */
export interface OptionRow {
  /** The name after one dash, such as `af`. */
  readonly short?: string;
  /** Older names, which the help does not show. */
  readonly moreShort?: readonly string[];
  /** The names after two dashes. Underscores may replace hyphens. Help and errors show the first. */
  readonly long: readonly [string, ...string[]];
  /** Environment variables with the same meaning. The first that is set counts. A flag overrides them all. */
  readonly variables?: readonly string[];
  /** The placeholder for the value in the help. A row without one is a switch, which takes no value. */
  readonly value?: string;
  /** Never shown. */
  readonly secret?: true;
  readonly meaning: string;
}

/** A table of options. Parsing, validation, types, errors and help all come from it. A row is also a field of a record. */
export type OptionTable = Fields & Readonly<Record<string, OptionRow>>;

/** Names an option in errors: its flag, and its variables. */
export function labelOf({ long: [flag], variables = [] }: OptionRow, written = `--${flag}`): string {
  return `${written}${variables.length === 0 ? '' : ` (${variables.join(', ')})`}`;
}
