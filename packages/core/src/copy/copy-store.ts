import type { NewEntry, Page, Position, StoredEntry } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import { readLog } from '../log/read-log.js';
import { readMessage } from '../message/read-message.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { AnalyticalStore } from '../store/store.js';
import { instantOf, type Timestamp } from '../time/instant.js';
import { COPIED_KINDS, type CopiedKind, type CopyCounts, type CopyOptions, type CopyPlace } from './copy.js';
import { copyAnalytics } from './copy-analytics.js';

const PAGE = 500;
/** Stores take so many pages at once without refusing them as too much. */
const PAGE_BYTES = 4 * 1_048_576;
/** Pages that are being written at once, so that a target that can take several at a time is kept busy. One more is being read. */
const PAGES_UNDER_WAY = 4;
const EVERYTHING = { projects: 'all' } as const;

/**
 * Copies messages, logs and analytics from one store into another, under their ids, a page at a time. What the target has already is left
 * as it is, so that copying twice changes nothing, and a copy that was interrupted can begin anew or go on from its last place. A place is one of
 * these two stores, told by their identities: with another source or target it means something else, and what lies before it is left out.
 *
 * @returns The counts of both sides afterwards. They are equal where the target held nothing else and nobody wrote meanwhile.
 */
export async function copyStore(
  source: AnalyticalStore,
  target: AnalyticalStore,
  options: CopyOptions = {},
): Promise<Readonly<Record<CopiedKind, CopyCounts>>> {
  const { from = { kind: 'messages' } } = options;
  const begin = (kind: CopiedKind): CopyPlace | undefined => {
    const isBefore = COPIED_KINDS.indexOf(kind) < COPIED_KINDS.indexOf(from.kind);
    return isBefore ? undefined : kind === from.kind ? from : { kind };
  };
  await copyKind(begin('messages'), source.messages, target.messages, messageEntry, options);
  await copyKind(begin('logs'), source.logs, target.logs, logEntry, options);
  const analytics = await copyAnalytics(source.analytics, target.analytics, options);
  return {
    messages: await countsOf(source.messages, target.messages, options),
    logs: await countsOf(source.logs, target.logs, options),
    analytics,
  };
}

/** @param from - Nothing is left to copy where absent. */
async function copyKind<T>(
  from: CopyPlace | undefined,
  source: EntryStore<T, typeof EVERYTHING>,
  target: EntryStore<T, typeof EVERYTHING>,
  entryOf: (stored: StoredEntry) => NewEntry<T>,
  { signal, onProgress }: CopyOptions,
): Promise<void> {
  if (from === undefined) return;
  const { kind } = from;
  const total = await source.count(EVERYTHING, { signal });
  const read = (after: Position | undefined): Promise<Page> =>
    source.page(EVERYTHING, { limit: PAGE, maxBytes: PAGE_BYTES, after }, { signal });
  const underWay: PageUnderWay[] = [];
  let copied = from.copied ?? 0;
  // In the order of the source, whatever order they are acknowledged in: what is told is a place with nothing missing before it.
  const awaitOldest = async (): Promise<void> => {
    const oldest = underWay.shift();
    if (oldest === undefined) return;
    await oldest.acknowledged;
    copied += oldest.entries;
    const next = oldest.after === undefined ? afterKind(kind) : { kind, after: oldest.after, copied };
    onProgress?.({ kind, copied, total, next });
  };
  for (let page: Page | undefined = await read(from.after); page !== undefined; ) {
    throwIfAborted({ signal });
    const acknowledged = target.append({ entries: page.entries.map(entryOf) }, { signal });
    acknowledged.catch(() => undefined); // Its turn to be awaited comes.
    const { next }: Page = page;
    underWay.push({
      acknowledged,
      entries: page.entries.length,
      after: next,
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
  /** Behind which more remains. */
  readonly after: Position | undefined;
}

/** Where a copy goes on when all of a kind is copied. */
function afterKind(kind: CopiedKind): CopyPlace {
  return { kind: COPIED_KINDS[COPIED_KINDS.indexOf(kind) + 1] ?? 'analytics' };
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
