import { isPlainObject } from '../codec/must-be.js';
import { stringifyJson } from '../json/exact-json.js';
import { ExactNumber } from '../json/exact-number.js';
import { formatInstant, instantOfMicros, MICROS_PER_SECOND, type Timestamp } from '../time/instant.js';

/** An object of a foreign file, of which nothing is known. */
export type Foreign = Readonly<Record<string, unknown>>;

/** An object as it is; anything else has no fields. */
export function objectOf(value: unknown): Foreign {
  return isPlainObject(value) ? value : NOTHING;
}

const NOTHING: Foreign = {};

/** An array as it is; anything else has no items. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text with something in it. */
export function nonEmptyText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** How many parts within parts are looked into. */
const MAX_DEPTH = 8;

/** The texts of a part and of the parts inside of it, in order. A text is a string, or an object that has one. */
export function textsIn(part: Foreign, inside: readonly string[], depth = MAX_DEPTH): readonly string[] {
  const own = nonEmptyText(part.text) ?? nonEmptyText(objectOf(part.text).text);
  const inner =
    depth === 0
      ? []
      : inside
          .flatMap((name) => itemsOf(part[name]))
          .flatMap((one) => textsIn(objectOf(one), inside, depth - 1));
  return own === undefined ? inner : [own, ...inner];
}

/** An id, which some services write as a number. */
export function foreignId(value: unknown): string | undefined {
  return isNumber(value) ? stringifyJson(value) : nonEmptyText(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof ExactNumber;
}

/**
 * The time so many seconds after the epoch, given as a number or as its digits. It is read digit by digit, and cut after the microseconds, so that
 * the same file always gives the same time.
 */
export function timeOfSeconds(value: unknown): Timestamp | undefined {
  const [, seconds, fraction = ''] = SECONDS.exec(foreignId(value) ?? '') ?? [];
  if (seconds === undefined) return undefined;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return formatInstant(instantOfMicros(Number(seconds) * MICROS_PER_SECOND + micros));
}

/** Up to the year 2255, to which instants are exact. */
const SECONDS = /^(\d{1,10})(?:\.(\d+))?$/;

/** An object without those of its fields that are null, missing or empty; `undefined` if none is left. */
export function filled(fields: Foreign): Foreign | undefined {
  const entries = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}
