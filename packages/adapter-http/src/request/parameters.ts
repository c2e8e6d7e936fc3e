import type { Issue } from '@memex/core';
import { type Fields, isCodec, type TimestampCodec, unknownName } from '@memex/core/model';
import { malformedWith } from '@memex/core/toolkit';

/** The parameters of a path or a query, decoded but not validated: the use cases do that. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * Parses a query string.
 *
 * @param known - The parameters of the route.
 * @throws MalformedError with every issue. Ignoring a misspelt parameter could widen a deletion. A repeated one is ambiguous. One that is not
 *   percent-encoded UTF-8 cannot be read.
 */
export function readQuery(query: string, known: Fields): Parameters {
  const parameters: Record<string, string> = {};
  const issues: Issue[] = [];
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeText(equals === -1 ? pair : pair.slice(0, equals));
    const value = decodeText(equals === -1 ? '' : pair.slice(equals + 1));
    if (name === undefined)
      issues.push({ path: '', message: 'a parameter name must be percent-encoded UTF-8' });
    else if (value === undefined)
      issues.push({ path: shown(name), message: 'must be percent-encoded UTF-8' });
    else if (Object.hasOwn(parameters, name))
      issues.push({ path: shown(name), message: 'must not be given twice' });
    else if (!Object.hasOwn(known, name))
      issues.push({ path: shown(name), message: unknownName('parameter', Object.keys(known)) });
    else
      parameters[name] = isCodec<TimestampCodec>(known[name]?.codec, 'TimestampCodec')
        ? withOffset(value)
        : value;
  }
  if (issues.length > 0) throw malformedWith(issues);
  return parameters;
}

/** Whether the percent signs of a path encode valid UTF-8. */
export function isPercentEncoded(path: string): boolean {
  return !path.includes('%') || decodeText(path) !== undefined;
}

function decodeText(text: string): string | undefined {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Restores the `+` of a time offset, which has become a space because it was not percent-encoded. */
function withOffset(time: string): string {
  return time.replace(/(:\d\d(?:\.\d+)?) (?=\d\d(?::?\d\d)?$)/, '$1+');
}

const MAX_SHOWN = 64;

function shown(name: string): string {
  if (name === '') return '""';
  return name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name;
}
