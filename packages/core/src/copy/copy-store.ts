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
/** A size that every store accepts at once. */
const PAGE_BYTES = 4 * 1_048_576;
/** How many pages are written at the same time, to keep a target busy that can take several. Another one is being read. */
const PAGES_UNDER_WAY = 4;
const EVERYTHING = { projects: 'all' } as const;

/**
 * Copies messages, logs and analytics from one store to another, page by page, with their ids. What the target already has is
 * left as it is. So a copy can be repeated, and an interrupted copy can start again, or continue from its last place. A place
 * is valid only for the same two stores (compare their identities): with others, entries would be skipped.
 *
 * @returns The counts of both sides afterwards. They are equal if the target was empty and nobody wrote to either meanwhile.
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

/** @param from - If absent, there is nothing left to copy. */
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
  // Awaited in the order of the source, so that everything before the reported place is in the target.
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
    acknowledged.catch(() => undefined); // Awaited later, in its turn.
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
  /** Where the page after it begins; `undefined` after the last. */
  readonly after: Position | undefined;
}

/** Where a copy continues when all of a kind is copied. */
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
