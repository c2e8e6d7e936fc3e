import { parseTimestamp } from '../time/instant.js';
import { type FieldPath, fieldKind } from './field.js';
import { doubleOf, type Scalar, scalarOf } from './scalar.js';

/**
 * Reads the values of messages at a path, as `MessageAnalysis` defines them. An instant is a number of microseconds.
 *
 * @returns A function of a message, or of what `parseJson` makes of its text.
 */
export function valuesAt(path: FieldPath): (message: unknown) => readonly Scalar[] {
  const keys = path.split('.');
  if (fieldKind(path) === 'instant') return (message) => reach(message, keys).flatMap(instantsOf);
  return (message) => reach(message, keys);
}

/** Reads the numbers of messages at a path, as their nearest doubles. Instants are not numbers. */
export function numbersAt(path: FieldPath): (message: unknown) => readonly number[] {
  if (fieldKind(path) === 'instant') return () => [];
  const values = valuesAt(path);
  return (message) => values(message).map(doubleOf).filter(isDefined);
}

function reach(value: unknown, keys: readonly string[]): readonly Scalar[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => reach(item, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return scalarsOf(value);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  return reach(Object.getOwnPropertyDescriptor(value, key)?.value, rest);
}

function instantsOf(value: Scalar): readonly number[] {
  const parsed = typeof value === 'string' ? parseTimestamp(value) : undefined;
  return parsed === undefined ? [] : [parsed.instant];
}

function scalarsOf(value: unknown): readonly Scalar[] {
  const scalar = scalarOf(value);
  return scalar === undefined ? [] : [scalar];
}

function isDefined(value: number | undefined): value is number {
  return value !== undefined;
}
