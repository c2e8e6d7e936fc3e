import * as t from 'io-ts';
import { type Issue, MAX_ISSUES } from '../errors/errors.js';

/** The issues of a failed decoding, with the path of each, in the order of the fields. */
export function issuesOf(errors: t.Errors): readonly Issue[] {
  return errors.slice(0, MAX_ISSUES).map(({ context, message }) => ({
    path: pathOf(context),
    message: message ?? 'is not valid',
  }));
}

/**
 * The context of a first attempt, which keeps no path: most input is well-formed, and keeping paths costs as much as decoding. What
 * fails is decoded again from a real context, for the paths of its issues.
 */
export const UNTRACKED: t.Context = [];

/** A context one key deeper. */
export function appendKey(context: t.Context, key: string): t.Context {
  return context === UNTRACKED ? UNTRACKED : t.appendContext(context, key, t.unknown);
}

/** `[3].content.value`; a key that is no plain word is quoted, a long one cut. */
function pathOf(context: t.Context): string {
  const path = context.map(({ key }) => stepOf(key)).join('');
  return path.startsWith('.') ? path.slice(1) : path;
}

const MAX_KEY_LENGTH = 64;

function stepOf(key: string): string {
  if (key === '') return '';
  if (/^\d{1,9}$/.test(key)) return `[${key}]`;
  if (key.length > MAX_KEY_LENGTH) return `[${JSON.stringify(`${key.slice(0, MAX_KEY_LENGTH)}…`)}]`;
  return /^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
