import type { PageOrder } from '@memex/core/ports';
import type { EntrySelector, Place } from './entries.js';

export interface SearchInput {
  readonly selection: EntrySelector;
  readonly order: PageOrder;
  /** The most entries to find. */
  readonly limit: number;
  /** The most entries to look at. */
  readonly maxSeen: number;
  /** The words that a text must have, as `wordsOf` of the core gives them. */
  readonly words: readonly string[];
  readonly after?: Place | undefined;
}

/** A part of a search: all texts that have the words, and some that have them only within others, as it was in one state of the file. */
export interface SearchPart {
  readonly found: readonly FoundText[];
  /** How many entries were looked at, and the size of their texts. */
  readonly seen: number;
  readonly seenBytes: number;
  /** The place after which to go on; `undefined` at the end. */
  readonly next: Place | undefined;
}

export interface FoundText {
  readonly traceId: string;
  readonly json: string;
  readonly place: Place;
}
