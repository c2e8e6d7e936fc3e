import { type Container, isContainer } from './container.js';
import { misfitNumber } from './exact-number.js';

/**
 * A text that no string in this JSON begins with. Control characters must be escaped in JSON, and the escape of each of these
 * has only one form.
 */
export function unusedMark(text: string): string {
  for (let code = 1; code <= 7; code++) {
    if (!text.includes(`\\u000${code}`)) return String.fromCharCode(code);
  }
  return `${Math.random().toString(36)}${Math.random().toString(36)}`;
}

/** Replaces each misfit with a string that begins with the mark. @param places - See `misfitsIn`. */
export function markMisfits(text: string, places: readonly number[], mark: string): string {
  const parts: string[] = [];
  const quotes = [JSON.stringify(mark).slice(0, -1), '"'];
  let copied = 0;
  let quote = 0;
  for (const place of places) {
    parts.push(text.slice(copied, place), quotes[quote] ?? '');
    quote = 1 - quote;
    copied = place;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

/** Turns marked strings back into numbers, in place. The value may be nested to any depth. */
export function restoreMisfits(value: unknown, mark: string): unknown {
  const root: Container = { value };
  const open: Container[] = [root];
  const restored = (part: unknown): unknown => {
    if (isContainer(part)) open.push(part);
    return typeof part === 'string' && part.startsWith(mark) ? misfitNumber(part.slice(mark.length)) : part;
  };
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    if (Array.isArray(container)) restoreItems(container, restored);
    else restoreFields(container, restored);
  }
  return root.value;
}

function restoreItems(items: unknown[], restored: (part: unknown) => unknown): void {
  for (let index = 0; index < items.length; index++) {
    const number = restored(items[index]);
    if (number !== items[index]) items[index] = number;
  }
}

function restoreFields(fields: Container, restored: (part: unknown) => unknown): void {
  for (const key in fields) {
    const number = restored(fields[key]);
    if (number !== fields[key]) fields[key] = number;
  }
}
