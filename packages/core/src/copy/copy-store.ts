import { type CallOptions, throwIfAborted } from '../call.js';
import type { NewEntry, Page, Position, StoredEntry } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import { readLog, readMessage } from '../read.js';
import type { Store } from '../store.js';
import { instantOf, type Timestamp } from '../time/instant.js';

/** What is copied, in this order. */
export type CopiedKind = 'messages' | 'logs';

/** How far a copy has come: everything before it is in the target. */
export interface CopyPlace {
  readonly kind: CopiedKind;
  /** Position in the source; from the beginning where absent. */
  readonly after?: Position | undefined;
}

export interface CopyProgress {
  readonly kind: CopiedKind;
  /** Entries of this kind that were copied by this call. */
  readonly copied: number;
  /** Entries of this kind that were in the source when it began. */
  readonly total: number;
  /** From where another call can go on. */
  readonly next: CopyPlace;
}

/** How many entries of a kind each side has after a copy. */
export interface CopyCounts {
  readonly source: number;
  readonly target: number;
}

export interface CopyOptions extends CallOptions {
  /** Where an earlier copy ended; from the beginning where absent. */
  readonly from?: CopyPlace | undefined;
  /** Told after each page that the target has acknowledged. */
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
}

const PAGE = 500;
/** Stores take so many pages at once without refusing them as too much. */
const PAGE_BYTES = 4 * 1_048_576;
/** Pages that are being written at once, so that a target that can take several at a time is kept busy. One more is being read. */
const PAGES_UNDER_WAY = 4;
const EVERYTHING = { projects: 'all' } as const;

/**
 * Copies messages and logs from one store into another, under their trace ids, a page at a time. What the target has already is left
 * as it is, so that copying twice changes nothing, and a copy that was interrupted can begin anew or go on from its last place.
 *
 * @returns The counts of both sides afterwards. They are equal where the target held nothing else and nobody wrote meanwhile.
 */
export async function copyStore(
  source: Store,
  target: Store,
  options: CopyOptions = {},
): Promise<Readonly<Record<CopiedKind, CopyCounts>>> {
  const { from } = options;
  if (from?.kind !== 'logs') {
    await copyKind('messages', source.messages, target.messages, messageEntry, from?.after, options);
  }
  const after = from?.kind === 'logs' ? from.after : undefined;
  await copyKind('logs', source.logs, target.logs, logEntry, after, options);
  return {
    messages: await countsOf(source.messages, target.messages, options),
    logs: await countsOf(source.logs, target.logs, options),
  };
}

async function copyKind<T>(
  kind: CopiedKind,
  source: EntryStore<T, typeof EVERYTHING>,
  target: EntryStore<T, typeof EVERYTHING>,
  entryOf: (stored: StoredEntry) => NewEntry<T>,
  from: Position | undefined,
  { signal, onProgress }: CopyOptions,
): Promise<void> {
  const total = await source.count(EVERYTHING, { signal });
  const read = (after: Position | undefined): Promise<Page> =>
    source.page(EVERYTHING, { limit: PAGE, maxBytes: PAGE_BYTES, after }, { signal });
  const underWay: PageUnderWay[] = [];
  let copied = 0;
  // In the order of the source, whatever order they are acknowledged in: what is told is a place with nothing missing before it.
  const awaitOldest = async (): Promise<void> => {
    const oldest = underWay.shift();
    if (oldest === undefined) return;
    await oldest.acknowledged;
    copied += oldest.entries;
    onProgress?.({ kind, copied, total, next: oldest.next });
  };
  for (let page: Page | undefined = await read(from); page !== undefined; ) {
    throwIfAborted({ signal });
    const acknowledged = target.append({ entries: page.entries.map(entryOf) }, { signal });
    acknowledged.catch(() => undefined); // Its turn to be awaited comes.
    const { next }: Page = page;
    underWay.push({
      acknowledged,
      entries: page.entries.length,
      next: next === undefined ? { kind: 'logs' } : { kind, after: next },
    });
    page = next === undefined ? undefined : await read(next);
    if (underWay.length === PAGES_UNDER_WAY) await awaitOldest();
  }
  while (underWay.length > 0) await awaitOldest();
}

/** A page that the target has not acknowledged yet. */
interface PageUnderWay {
  readonly acknowledged: Promise<unknown>;
  readonly entries: number;
  /** Where a copy goes on once it is. */
  readonly next: CopyPlace;
}

async function countsOf<T>(
  source: EntryStore<T, typeof EVERYTHING>,
  target: EntryStore<T, typeof EVERYTHING>,
  options: CallOptions,
): Promise<CopyCounts> {
  return { source: await source.count(EVERYTHING, options), target: await target.count(EVERYTHING, options) };
}

function messageEntry(stored: StoredEntry) {
  return newEntry(stored, readMessage(stored));
}

function logEntry(stored: StoredEntry) {
  return newEntry(stored, readLog(stored));
}

function newEntry<T extends { readonly timestamp: Timestamp }>(
  { traceId, json }: StoredEntry,
  value: T,
): NewEntry<T> {
  return { traceId, json, value, at: instantOf(value.timestamp) };
}
