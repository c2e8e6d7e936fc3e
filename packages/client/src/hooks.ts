import type { LogInput, MessageInput } from '@memex/core';
import { type CompleteEntry, entryText } from './model/entry.js';
import type { EntryKind } from './model/errors.js';

/** What a hook makes of an entry, as JSON; undefined where it leaves it out. */
export function applyHook(
  hook: (entry: CompleteEntry) => MessageInput | LogInput | undefined,
  kind: EntryKind,
  text: string,
): string | undefined {
  const changed = hook(completeEntry(kind, text));
  return changed === undefined ? undefined : entryText(changed, 'what beforeSend returned');
}

function completeEntry(kind: EntryKind, text: string): CompleteEntry {
  return kind === 'messages' ? { kind, entry: JSON.parse(text) } : { kind, entry: JSON.parse(text) };
}

/** Tells a hook something. What it throws is thrown outside: it is no reason not to send. */
export function tellHook<A>(hook: ((told: A) => void) | undefined, told: A): void {
  try {
    hook?.(told);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
