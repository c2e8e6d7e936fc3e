import * as t from 'io-ts';
import { type Issue, MAX_ISSUES } from '../errors/issue.js';

/** The issues of a failed decoding with their paths, in the order of the fields. */
export function issuesOf(errors: t.Errors): readonly Issue[] {
  return errors.slice(0, MAX_ISSUES).map(({ context, message }) => ({
    path: pathOf(context),
    message: message ?? 'is not valid',
  }));
}

/**
 * The context of the first attempt, which tracks no path. Most input is well-formed, and tracking paths takes as long as
 * decoding. Input that fails is decoded again with a real context, to find the paths of its issues.
 */
export const UNTRACKED: t.Context = [];

/** The context one key deeper. */
export function appendKey(context: t.Context, key: string): t.Context {
  return context === UNTRACKED ? UNTRACKED : t.appendContext(context, key, t.unknown);
}

/** Such as `[3].content.value`. Keys that are not plain words are quoted, and long ones cut. */
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
