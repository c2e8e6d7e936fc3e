import { type Issue, isMemexError } from '@memex/core';
import type { StoredEntry } from '@memex/core/ports';
import { parseJson, stringifyJson } from '@memex/core/toolkit';
import { documentTextOf } from './document.js';
import type { Document } from './hit.js';
import type { InProject, Model } from './model.js';

/**
 * Returns the entry in a document, or `undefined` if there is none. A document that Memex cannot read counts as
 * missing, except that erasing its user erases it.
 */
export function storedEntry<T extends InProject>(
  model: Model<T>,
  { place, source }: Document,
): StoredEntry | undefined {
  const own = documentTextOf(source);
  if (own !== undefined) return { traceId: place.id, json: own };
  // Documents of the Python service have no text of their own: this is the one that Memex would have written.
  const value = decodeMended(model.decode, parseJson(source));
  return value === undefined ? undefined : { traceId: place.id, json: stringifyJson(value) };
}

/**
 * Decodes a document of the Python service, which did not validate all it stored. An optional field with an invalid
 * value anywhere inside counts as missing. Returns `undefined` if a required field is invalid.
 */
export function decodeMended<T>(decode: (input: unknown) => T, input: unknown): T | undefined {
  const whole = tryDecode(decode, input);
  if ('value' in whole) return whole.value;
  const mended = tryDecode(decode, withoutFields(input, whole.issues));
  return 'value' in mended ? mended.value : undefined;
}

function tryDecode<T>(
  decode: (input: unknown) => T,
  input: unknown,
): { readonly value: T } | { readonly issues: readonly Issue[] } {
  try {
    return { value: decode(input) };
  } catch (error) {
    if (isMemexError(error, 'malformed')) return { issues: error.issues };
    throw error;
  }
}

function withoutFields(input: unknown, issues: readonly Issue[]): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const invalid = new Set(issues.map(({ path }) => path.split(/[.[]/, 1)[0]));
  return Object.fromEntries(Object.entries(input).filter(([key]) => !invalid.has(key)));
}
