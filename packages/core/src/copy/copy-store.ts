import type { NewEntry, Page, Position, StoredEntry } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import { readLog } from '../log/read-log.js';
import { readMessage } from '../message/read-message.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import { UserHashes } from '../receipt/user-hashes.js';
import type { AnalyticalStore } from '../store/store.js';
import { instantOf, type Timestamp } from '../time/instant.js';
import {
  COPIED_KINDS,
  type CopiedKind,
  type CopyCounts,
  type CopyOptions,
  type CopyPlace,
  type CopyResult,
} from './copy.js';
import { copyAnalytics } from './copy-analytics.js';
import { CopiedSuppression, noneRefused, type RefusedAmong } from './copy-suppressed.js';
import { copyReceipts, copyRules } from './copy-values.js';

const PAGE = 500;
/** A size that every store accepts at once. */
const PAGE_BYTES = 4 * 1_048_576;
/** How many pages are written at the same time, to keep a target busy that can take several. Another one is being read. */
const PAGES_UNDER_WAY = 4;
const EVERYTHING = { projects: 'all' } as const;

/**
 * Copies messages, logs and analytics from one store to another, page by page, with their ids, and then rules of retention, receipts and suppressed
 * users. What the target already has is left as it is. So a copy can be repeated, and an interrupted copy can start again, or continue from its last place. A place
 * is valid only for the same two stores (compare their identities): with others, entries would be skipped.
 *
 * @returns The counts of both sides afterwards. If the target was empty and nobody wrote to either meanwhile, they are equal, except for what was left
 * out.
 */
export async function copyStore(
  source: AnalyticalStore,
  target: AnalyticalStore,
  options: CopyOptions = {},
): Promise<CopyResult> {
  const { from = { kind: 'messages' }, suppress = false, signal } = options;
  // First of all, so that whoever is erased in the target meanwhile is known by the same hashes.
  const users = new UserHashes(target.keyValues);
  const sharesSecret = await users.takeOver(source.keyValues, { signal });
  const tally = { leftOut: from.leftOut ?? 0 };
  const told: CopyOptions = {
    ...options,
    onProgress: (progress) =>
      options.onProgress?.({ ...progress, next: { ...progress.next, leftOut: tally.leftOut } }),
  };
  const suppressed = new CopiedSuppression(source.keyValues, target.keyValues, users, sharesSecret);
  const begin = (kind: CopiedKind): CopyPlace | undefined => {
    const isBefore = COPIED_KINDS.indexOf(kind) < COPIED_KINDS.indexOf(from.kind);
    return isBefore ? undefined : kind === from.kind ? from : { kind };
  };
  const messages = { source: source.messages, target: target.messages, entryOf: messageEntry };
  await copyKind(
    begin('messages'),
    { ...messages, refusedAmong: suppress ? suppressed.refusedAmong : noneRefused, tally },
    told,
  );
  const logs = { source: source.logs, target: target.logs, entryOf: logEntry };
  await copyKind(begin('logs'), { ...logs, refusedAmong: noneRefused, tally }, told);
  const analytics = await copyAnalytics(source.analytics, target.analytics, told);
  const rules = await copyRules(source.keyValues, target.keyValues, { signal });
  const receipts = await copyReceipts(source.keyValues, target.keyValues, told);
  return {
    messages: { ...(await countsOf(source.messages, target.messages, { signal })), ...tally },
    logs: await countsOf(source.logs, target.logs, { signal }),
    analytics,
    rules,
    receipts,
    suppressed: await suppressed.copy({ signal }),
    sharesSecret,
  };
}

/** Entries of one kind on both sides. */
interface Sides<T> {
  readonly source: EntryStore<T, typeof EVERYTHING>;
  readonly target: EntryStore<T, typeof EVERYTHING>;
  readonly entryOf: (stored: StoredEntry) => NewEntry<T>;
  readonly refusedAmong: RefusedAmong;
  /** Counts what is left out, as far as the reported place. */
  readonly tally: { leftOut: number };
}

/** @param from - If absent, there is nothing left to copy. */
async function copyKind<T extends { readonly project: string }>(
  from: CopyPlace | undefined,
  { source, target, entryOf, refusedAmong, tally }: Sides<T>,
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
    tally.leftOut += oldest.leftOut;
    const next = oldest.after === undefined ? afterKind(kind) : { kind, after: oldest.after, copied };
    onProgress?.({ kind, copied, total, next });
  };
  for (let page: Page | undefined = await read(from.after); page !== undefined; ) {
    throwIfAborted({ signal });
    const entries = page.entries.map(entryOf);
    const refused = await refusedAmong(
      entries.map(({ value }) => value),
      { signal },
    );
    const kept = refused.size === 0 ? entries : entries.filter((_, place) => !refused.has(place));
    const acknowledged = kept.length === 0 ? Promise.resolve() : target.append({ entries: kept }, { signal });
    acknowledged.catch(() => undefined); // Awaited later, in its turn.
    const { next }: Page = page;
    underWay.push({
      acknowledged,
      entries: entries.length,
      leftOut: refused.size,
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
  readonly leftOut: number;
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
  const [there, here] = [await source.count(EVERYTHING, options), await target.count(EVERYTHING, options)];
  return { source: there, target: here, leftOut: 0 };
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
