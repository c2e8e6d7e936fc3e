import { isMemexError } from '@memex/core';
import { decode, identifier, optional, record } from '@memex/core/model';
import type * as t from 'io-ts';
import type { Settings } from '../config/config.js';
import { shownValue } from '../config/shown.js';
import { CliError, EXIT } from '../terminal/cli-error.js';

/**
 * Decodes what the command line gives.
 *
 * @param names - How the help writes each of the values.
 * @throws CliError that names each wrong value, what it must be, and what it is.
 */
export function decodeArguments<A, O>(
  codec: t.Type<A, O, unknown>,
  values: Settings,
  names: Readonly<Record<string, string>>,
): A {
  try {
    return decode(codec, values);
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    const [first, ...others] = error.issues;
    const lineOf = ({ path, message }: typeof first): string => {
      const value = values[path];
      return `${names[path] ?? path} ${message}${value === undefined ? '' : shownValue(value)}`;
    };
    throw new CliError(EXIT.misused, [lineOf(first), ...others.map(lineOf)]);
  }
}

const ProjectOption = record('ProjectOption', { project: optional(identifier) });

/** The project of `--project`; `undefined` if it is not given. @throws CliError if no project can have this name. */
export function projectOption({ project }: Settings): string | undefined {
  return decodeArguments(ProjectOption, { project }, { project: '--project' }).project ?? undefined;
}
