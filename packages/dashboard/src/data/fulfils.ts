import type { Message } from '@memex/core';
import type { FieldValue } from '../state/view-state.js';

/** Whether a message has all of some values, as the `term` filters of the API tell it: one of several values is enough. */
export function fulfilsAll(message: Message, conditions: readonly FieldValue[]): boolean {
  return conditions.every(({ field, value }) => valuesAt(message, field.split('.')).includes(value));
}

/** A list on the path stands for its items. */
function valuesAt(part: unknown, [key, ...rest]: readonly string[]): readonly unknown[] {
  if (Array.isArray(part))
    return part.flatMap((item: unknown) => valuesAt(item, key === undefined ? [] : [key, ...rest]));
  if (key === undefined) return [part];
  if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return [];
  return valuesAt(Object.getOwnPropertyDescriptor(part, key)?.value, rest);
}
