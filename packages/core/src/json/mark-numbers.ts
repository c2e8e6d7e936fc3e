import { type Container, isContainer } from './container.js';
import { ExactNumber } from './exact-number.js';

/** Deeper parts are left to `JSON.stringify`, which detects cycles. */
const MAX_LEVELS = 1_000;

/** Replaces each exact number with a marked string. A value without any is returned as it is. */
export function markNumbers(value: unknown, level = 0): unknown {
  if (typeof value === 'bigint') return MARK + value.toString();
  if (!isContainer(value) || level > MAX_LEVELS) return value;
  if (value instanceof ExactNumber) return MARK + value.literal;
  if (Array.isArray(value)) return markItems(value, level + 1);
  // A date, for example, knows how to write itself.
  return typeof value.toJSON === 'function' ? value : markFields(value, level + 1);
}

function markItems(items: readonly unknown[], level: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const marked = markNumbers(items[index], level);
    if (marked === items[index]) continue;
    copy ??= [...items];
    copy[index] = marked;
  }
  return copy ?? items;
}

function markFields(fields: Container, level: number): Container {
  let copy: Container | undefined;
  for (const key in fields) {
    const part = fields[key];
    const marked = markNumbers(part, level);
    if (marked === part) continue;
    copy ??= { ...fields };
    copy[key] = marked;
  }
  return copy ?? fields;
}

/** Turns the marked strings of {@link markNumbers} in a text back into numbers. */
export function unmarkNumbers(text: string): string {
  return text.replaceAll(MARKED, '$1');
}

/** No text of a client begins with this, since nobody is told of it. */
const MARK = `number:${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}:`;
const MARKED = new RegExp(`"${MARK}([^"]*)"`, 'g');
