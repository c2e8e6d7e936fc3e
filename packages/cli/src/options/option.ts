import type { Fields } from '@memex/core/model';

/** What a row of a table of options says beside its codec and its default. The key of the row is its name in code. */
export interface OptionRow {
  /** Behind one dash, such as `af`. */
  readonly short?: string;
  /** Older ones, which help does not show. */
  readonly moreShort?: readonly string[];
  /** Behind two dashes, with hyphens; underscores work too. The first is the one that help and errors name. */
  readonly long: readonly [string, ...string[]];
  /** Environment variables that set it too; the first that is set counts, and any flag wins over all. */
  readonly variables?: readonly string[];
  /** What stands for its value in help. A row without one is a switch, which takes no value. */
  readonly value?: string;
  /** Never shown. */
  readonly secret?: true;
  readonly meaning: string;
}

/** A table of options: parsing, checking, types, errors and help come from it. A row is a field of a record too. */
export type OptionTable = Fields & Readonly<Record<string, OptionRow>>;

/** How an option is named in errors: its flag, and its variables. */
export function labelOf({ long: [flag], variables = [] }: OptionRow, written = `--${flag}`): string {
  return `${written}${variables.length === 0 ? '' : ` (${variables.join(', ')})`}`;
}
