import { ExactNumber } from '../json/exact-number.js';
import type { Message } from '../message/message.js';
import { instantOf } from '../time/instant.js';
import type { Scalar } from './condition.js';
import { type FieldPath, fieldKind } from './field.js';

/** The values of a message at a path, as `MessageAnalysis` defines them. An instant is a number of microseconds. */
export function valuesAt(message: Message, path: FieldPath): readonly Scalar[] {
  if (fieldKind(path) === 'instant') return [instantOf(message.timestamp)];
  return reach(message, path.split('.'));
}

/** The numbers of a message at a path; instants are none. */
export function numbersAt(message: Message, path: FieldPath): readonly number[] {
  if (fieldKind(path) === 'instant') return [];
  return valuesAt(message, path).filter((value) => typeof value === 'number');
}

function reach(value: unknown, keys: readonly string[]): readonly Scalar[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => reach(item, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return scalarsOf(value);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  return reach(Object.getOwnPropertyDescriptor(value, key)?.value, rest);
}

function scalarsOf(value: unknown): readonly Scalar[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [value];
  const number = value instanceof ExactNumber ? Number(value.literal) : Number(value);
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || value instanceof ExactNumber;
  return isNumber && Number.isFinite(number) ? [number] : [];
}
