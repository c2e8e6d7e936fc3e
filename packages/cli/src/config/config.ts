import { type Issue, isMemexError } from '@memex/core';
import { decode, RecordCodec } from '@memex/core/model';
import type * as t from 'io-ts';
import { CliError, EXIT } from '../terminal/cli-error.js';
import type { Row } from './row.js';
import { optionOf } from './setting-options.js';
import { shownValue } from './shown.js';
import { VARIABLES } from './variables.js';

const ConfigCodec: RecordCodec<typeof VARIABLES> = new RecordCodec('configuration', VARIABLES);

/** The validated configuration. Nothing else in the package reads the environment. */
export type Config = t.TypeOf<typeof ConfigCodec>;

export type Settings = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from options and the environment. An option overrides its variable. An empty variable counts as not set, unless its
 * row says that this would be dangerous.
 *
 * @param flags - Texts by the name of the option, such as `store-path`.
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
  // An empty text that must be rejected is passed on: its codec rejects it.
  return text === '' && !rejectsEmptyText(name, environment, flags) ? undefined : text;
}

function rejectsEmptyText(name: string, environment: Settings, flags: Settings): boolean {
  const refused = ROWS.get(name)?.rejectsEmpty;
  return refused === 'without STORE' ? !(flags.store ?? environment.STORE) : refused === 'always';
}

function flagValue(name: string, flags: Settings): string | undefined {
  return flags[optionOf(name)?.flag ?? ''];
}

function nameAsWritten(name: string, flags: Settings): string {
  return flagValue(name, flags) === undefined ? name : `--${optionOf(name)?.flag}`;
}

/** The invalid value, shortened. Secrets are not shown. */
function shown(name: string, value: string | undefined): string {
  const row = ROWS.get(name);
  if (row === undefined || row.secret === true || value === undefined) return '';
  return shownValue(value);
}
