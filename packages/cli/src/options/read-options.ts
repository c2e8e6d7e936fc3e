import { type Issue, isMemexError } from '@memex/core';
import { decode, RecordCodec } from '@memex/core/model';
import type * as t from 'io-ts';
import { shownValue } from '../config/shown.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { readArguments } from './arguments.js';
import { labelOf, type OptionRow, type OptionTable } from './option.js';

/** The validated options of a table. */
export type Options<T extends OptionTable> = t.TypeOf<RecordCodec<T>>;

/** The options as texts, before validation. */
export type OptionTexts<T extends OptionTable> = { readonly [K in keyof T]?: string | undefined };

/** An issue with options. The path is the name of a row, or empty if the message names the options itself. */
export interface OptionIssue extends Issue {
  /** The rows that it is about, if the path is empty. */
  readonly about?: readonly string[];
}

/** Checks the options together. */
export type Check<T extends OptionTable> = (texts: OptionTexts<T>) => readonly OptionIssue[];

/**
 * The options of a command from its arguments and the environment; a flag wins over its variables. A variable that is empty counts as
 * not set. A flag that gives nothing unsets its option, as scripts do that pass on empty variables.
 *
 * @throws CliError with a line for each issue: of the spelling, of each value, and of what `check` finds.
 */
export function readOptions<T extends OptionTable>(
  table: T,
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  check: Check<T>,
): Options<T> {
  const { given, valueless, issues: misspelt } = readArguments(table, argv);
  const input = Object.fromEntries(
    Object.entries<OptionRow>(table).map(([name, row]) => [name, textOf(row, given.get(name), environment)]),
  );
  const texts = input as OptionTexts<T>;
  const decoded = decodeOptions(table, texts);
  const issues: readonly OptionIssue[] = [...('issues' in decoded ? decoded.issues : []), ...check(texts)];
  const isNew = ({ path, about = [path] }: OptionIssue) => !about.some((name) => valueless.has(name));
  const lines = issues.filter(isNew).map((issue) => lineOf(table, input, issue));
  const [first, ...others] = [...misspelt, ...lines];
  if (first !== undefined) throw new CliError(EXIT.misused, [first, ...others]);
  if ('issues' in decoded) throw new TypeError('options that cannot be decoded have an issue');
  return decoded.options;
}

function textOf(
  { variables = [] }: OptionRow,
  given: string | true | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const text =
    given === undefined
      ? variables.map((name) => environment[name]).find((one) => one !== undefined && one !== '')
      : String(given);
  return text === '' ? undefined : text;
}

function decodeOptions<T extends OptionTable>(
  table: T,
  texts: OptionTexts<T>,
): { readonly options: Options<T> } | { readonly issues: readonly Issue[] } {
  try {
    return { options: decode(new RecordCodec('options', table), texts) };
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    return { issues: error.issues };
  }
}

function lineOf(
  table: Readonly<Record<string, OptionRow>>,
  texts: Readonly<Record<string, string | undefined>>,
  { path, message }: Issue,
): string {
  const row = table[path];
  if (row === undefined) return message;
  const text = texts[path];
  return `${labelOf(row)} ${message}${text === undefined || row.secret === true ? '' : shownValue(text)}`;
}
