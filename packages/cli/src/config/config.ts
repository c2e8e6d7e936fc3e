import { type Issue, isMemexError } from '@memex/core';
import { decode, RecordCodec } from '@memex/core/model';
import type * as t from 'io-ts';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { shownValue } from './shown.js';
import { type Row, VARIABLES } from './variables.js';

const ConfigCodec: RecordCodec<typeof VARIABLES> = new RecordCodec('configuration', VARIABLES);

/** The checked configuration. Nothing else in the package reads the environment. */
export type Config = t.TypeOf<typeof ConfigCodec>;

export type Settings = Readonly<Record<string, string | undefined>>;

/**
 * The configuration from options and environment; an option wins over its variable. A variable that is empty counts as not set, as
 * in files that list every variable, unless its row says that this would be dangerous.
 *
 * @param flags texts by the name of the option, such as `store-path`.
 * @throws CliError with a line for each issue.
 */
export function readConfig(environment: Settings, flags: Settings = {}): Config {
  const input = Object.fromEntries(
    Object.keys(VARIABLES).map((name) => [name, settingOf(name, environment, flags)]),
  );
  try {
    return decode(ConfigCodec, input);
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    const lineOf = ({ path, message }: Issue): string =>
      `${nameAsWritten(path, flags)} ${message}${shown(path, input[path])}`;
    const [first, ...others] = error.issues;
    throw new CliError(EXIT.misused, [lineOf(first), ...others.map(lineOf)]);
  }
}

const ROWS = new Map<string, Row>(Object.entries(VARIABLES));

function settingOf(name: string, environment: Settings, flags: Settings): string | undefined {
  const flag = flagValue(name, flags);
  if (flag !== undefined) return flag;
  const text = environment[name];
  // What is passed on empty is refused by its codec.
  return text === '' && !refusesEmpty(name, environment, flags) ? undefined : text;
}

function refusesEmpty(name: string, environment: Settings, flags: Settings): boolean {
  const refused = ROWS.get(name)?.emptyIsRefused;
  return refused === 'without STORE' ? !(flags.store ?? environment.STORE) : refused === 'always';
}

function flagValue(name: string, flags: Settings): string | undefined {
  return flags[ROWS.get(name)?.flag ?? ''];
}

function nameAsWritten(name: string, flags: Settings): string {
  return flagValue(name, flags) === undefined ? name : `--${ROWS.get(name)?.flag}`;
}

/** The value that is wrong, cut; nothing of a secret. */
function shown(name: string, value: string | undefined): string {
  const row = ROWS.get(name);
  if (row === undefined || row.secret === true || value === undefined) return '';
  return shownValue(value);
}
