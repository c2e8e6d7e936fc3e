import { type Fault, isMemexError } from '@memex/core';
import type { StoredEntry } from '@memex/core/ports';
import { parseJson, stringifyJson } from '@memex/core/toolkit';
import { textOf } from './document.js';
import type { Document } from './hit.js';
import type { InProject, Model } from './model.js';

/**
 * The entry in a document; `undefined` where there is none in it: what Memex cannot read is as if it were not stored, except that
 * erasing its user erases it.
 */
export function storedEntry<T extends InProject>(
  model: Model<T>,
  { place, source }: Document,
): StoredEntry | undefined {
  const own = textOf(source);
  if (own !== undefined) return { traceId: place.id, json: own };
  // The text that a document of the Python service would have if Memex had written it.
  const value = decodeMended(model.decode, parseJson(source));
  return value === undefined ? undefined : { traceId: place.id, json: stringifyJson(value) };
}

/**
 * What the Python service stored. It stored what it should have refused: an optional field with a fault anywhere inside is read as
 * if it were missing; `undefined` where a required field is at fault.
 */
export function decodeMended<T>(decode: (input: unknown) => T, input: unknown): T | undefined {
  const whole = tryDecode(decode, input);
  if ('value' in whole) return whole.value;
  const mended = tryDecode(decode, withoutFields(input, whole.faults));
  return 'value' in mended ? mended.value : undefined;
}

function tryDecode<T>(
  decode: (input: unknown) => T,
  input: unknown,
): { readonly value: T } | { readonly faults: readonly Fault[] } {
  try {
    return { value: decode(input) };
  } catch (error) {
    if (isMemexError(error, 'malformed')) return { faults: error.faults };
    throw error;
  }
}

function withoutFields(input: unknown, faults: readonly Fault[]): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const faulty = new Set(faults.map(({ path }) => path.split(/[.[]/, 1)[0]));
  return Object.fromEntries(Object.entries(input).filter(([key]) => !faulty.has(key)));
}
