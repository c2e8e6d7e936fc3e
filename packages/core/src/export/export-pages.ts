import { walkPages } from '../async/walk-pages.js';
import type { Page, PageRequest, Position, Projects } from '../entry/entry.js';
import { stringifyJson } from '../json/exact-json.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticalStore } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import type { ExportKind, ExportRecord } from './export-format.js';

/** What is exported of a kind. Analytics have no instant and no user, and ignore these parts. */
export interface ExportScope {
  readonly projects: Projects;
  /** Inclusive, in microseconds. */
  readonly from?: Instant | undefined;
  /** Inclusive, in microseconds. */
  readonly to?: Instant | undefined;
  /** Only for messages. */
  readonly userId?: string | undefined;
}

/** Some of the records, and where those after them begin: absent on the last page. */
export interface ExportPage {
  readonly records: readonly ExportRecord[];
  readonly next?: Position | undefined;
}

export interface ExportOptions extends CallOptions {
  /** Continues after the page that had this `next`, of the same store, kind and scope. */
  readonly after?: Position | undefined;
}

const PAGE = 1_000;
/** Two pages are in memory at once: one is read while the other is written. */
const PAGE_BYTES = 4 * 1_048_576;

/** Reads everything in a scope, oldest first, page by page. */
export function exportPages(
  store: AnalyticalStore,
  kind: ExportKind,
  scope: ExportScope,
  { after, signal }: ExportOptions = {},
): AsyncGenerator<ExportPage, void> {
  const read = async (at: Position | undefined, call: CallOptions) => {
    const page = await pageOf(store, kind, scope, { limit: PAGE, maxBytes: PAGE_BYTES, after: at }, call);
    return { items: [page], next: page.next };
  };
  return walkPages<ExportPage, Position | undefined>(after, read, { signal });
}

async function pageOf(
  store: AnalyticalStore,
  kind: ExportKind,
  scope: ExportScope,
  request: PageRequest,
  options: CallOptions,
): Promise<ExportPage> {
  if (kind !== 'analytics') return recordsOf(await store[kind].page(scope, request, options));
  const { entries, next } = await store.analytics.page({ projects: scope.projects }, request, options);
  return { records: entries.map((analytic) => ({ json: stringifyJson(analytic) })), next };
}

function recordsOf({ entries, next }: Page): ExportPage {
  return { records: entries, next };
}

/** How many records a scope has; `undefined` if only reading them would tell. */
export async function countExported(
  store: AnalyticalStore,
  kind: ExportKind,
  scope: ExportScope,
  options: CallOptions = {},
): Promise<number | undefined> {
  return kind === 'analytics' ? undefined : store[kind].count(scope, options);
}
