import { labelOf, type OptionRow } from './option.js';

/** A parsed command line: texts by the names of rows, `true` for a switch, and what is wrong with it. */
export interface ReadArguments {
  readonly given: ReadonlyMap<string, string | true>;
  /** The rows whose flag came without its value: that is an issue by itself. */
  readonly valueless: ReadonlySet<string>;
  readonly issues: readonly string[];
}

type Rows = Readonly<Record<string, OptionRow>>;

/**
 * Parses flags like Python's argparse: `-r 7D`, `-r7D`, `-af x`, `-af=x`, `--range 7D`, `--range=7D`, and unambiguous prefixes of long names.
 * Underscores count as hyphens. If a flag is repeated, the last one counts. Errors never contain values, since one may be a key.
 */
export function readArguments(rows: Rows, argv: readonly string[]): ReadArguments {
  const given = new Map<string, string | true>();
  const valueless = new Set<string>();
  const issues: string[] = [];
  const waiting = [...argv];
  for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
    const found = findFlag(rows, token);
    if ('issue' in found) {
      issues.push(found.issue);
      continue;
    }
    const { name, row, written, attached } = found;
    if (row.value === undefined) {
      given.set(name, true);
      if (attached !== undefined) issues.push(`${written} takes no value`);
      continue;
    }
    const value = attached ?? (isValue(waiting[0]) ? waiting.shift() : undefined);
    if (value === undefined) {
      issues.push(`${labelOf(row, written)} needs a value: ${written} ${row.value}`);
      valueless.add(name);
    } else given.set(name, value);
  }
  return { given, valueless, issues };
}

/** A flag, and the value attached to it. */
interface FoundFlag {
  readonly name: string;
  readonly row: OptionRow;
  readonly written: string;
  readonly attached: string | undefined;
}

function findFlag(rows: Rows, token: string): FoundFlag | { readonly issue: string } {
  const [, dashes = '', body = '', value] = /^(--?)([^=]+)(?:=([\s\S]*))?$/.exec(token) ?? [];
  const written = dashes + body;
  const name = body.replaceAll('_', '-');
  switch (dashes) {
    case '--': {
      const [first, ...others] = longMatches(rows, name);
      if (first === undefined) return { issue: `there is no option ${written}` };
      if (others.length > 0) {
        const choices = [first, ...others].map(([, { long }]) => `--${long[0]}`).join(' or ');
        return { issue: `${written} may be ${choices}` };
      }
      return { name: first[0], row: first[1], written, attached: value };
    }
    case '-':
      return findShort(rows, token) ?? { issue: `there is no option ${written.slice(0, SHORT_LENGTH)}` };
    default:
      return { issue: 'there is a value that belongs to no option' };
  }
}

/** A dash and two letters, as long as a short name. The rest may be a value, such as a key, and is not shown. */
const SHORT_LENGTH = 3;

function longMatches(rows: Rows, name: string): readonly (readonly [string, OptionRow])[] {
  const all = Object.entries(rows);
  const exact = all.filter(([, { long }]) => long.includes(name));
  return exact.length > 0 ? exact : all.filter(([, { long }]) => long.some((one) => one.startsWith(name)));
}

/** `-af`, `-af=x`, or one letter with its value: `-r7D`. */
function findShort(rows: Rows, token: string): FoundFlag | undefined {
  const [, body = '', value] = /^-([^=]*)(?:=([\s\S]*))?$/.exec(token) ?? [];
  const all = Object.entries(rows);
  const exact = all.find(([, { short, moreShort = [] }]) => short === body || moreShort.includes(body));
  if (exact !== undefined) return { name: exact[0], row: exact[1], written: `-${body}`, attached: value };
  const letter = all.find(([, row]) => row.short === token[1] && row.value !== undefined);
  if (letter === undefined) return undefined;
  return { name: letter[0], row: letter[1], written: `-${token[1]}`, attached: token.slice(2) };
}

/** A token that starts with a dash is a flag, except for the dash alone, which is stdout. */
function isValue(token: string | undefined): token is string {
  return token !== undefined && (token === '-' || !token.startsWith('-'));
}
