import type { Batch, NewEntry, Page, PageRequest, Position, Projects, StoredEntry } from '../entry/entry.js';
import type { ByAge, ByTraceId, EntryStore, StoreCapabilities } from '../entry/entry-store.js';
import type { BatchOutcome, KeyedBatch } from '../entry/keyed-batch.js';
import { maxScannedOf, PageBound } from '../entry/page-bound.js';
import { partitionName } from '../entry/partition.js';
import { includesProject } from '../entry/projects.js';
import { foreignCursor } from '../errors/malformed.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { IdempotencyKeys } from './idempotency-keys.js';

interface InProject {
  readonly project: string;
}

interface Row<T> {
  readonly entry: NewEntry<T>;
  /** Order of storing, for entries with the same instant. */
  readonly order: number;
}

/** How messages and logs differ. */
export interface MemoryKind<T, F> {
  readonly partitionPrefix: string;
  readonly passes: (filter: F, value: T) => boolean;
}

interface InRange {
  readonly projects: Projects;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** Entries in an array, sorted by instant and order. Every call takes effect at once, within one turn of the event loop. */
export class MemoryEntries<T extends InProject, F extends InRange> implements EntryStore<T, F> {
  readonly capabilities: StoreCapabilities = {
    durable: false,
    visibility: 'immediate',
    batches: 'atomic',
  };
  protected rows: Row<T>[] = [];
  private readonly byTraceId = new Map<string, Row<T>>();
  private stored = 0;

  constructor(
    private readonly kind: MemoryKind<T, F>,
    private readonly keys: IdempotencyKeys,
    /** Throws if the store is stopped. */
    private readonly refuseStopped: () => void,
  ) {}

  /** About what the texts take: two bytes a character at most. */
  get bytes(): number {
    return this.rows.reduce((sum, { entry }) => sum + 2 * entry.json.length, 0);
  }

  async append({ entries }: Batch<T>, options?: CallOptions): Promise<readonly string[]> {
    this.enter(options);
    for (const entry of entries) this.insert(entry);
    return entries.map(({ traceId }) => traceId);
  }

  async appendOnce(batch: KeyedBatch<T>, options?: CallOptions): Promise<BatchOutcome> {
    this.enter(options);
    const earlier = this.keys.recall(batch);
    if (earlier !== undefined) return earlier;
    for (const entry of batch.entries) if (entry !== null) this.insert(entry);
    return this.keys.remember(batch);
  }

  async find({ traceId, projects }: ByTraceId, options?: CallOptions): Promise<StoredEntry | undefined> {
    this.enter(options);
    const row = this.visible(traceId, projects);
    return row && stored(row);
  }

  async page(filter: F, request: PageRequest, options?: CallOptions): Promise<Page> {
    this.enter(options);
    const bound = new PageBound(request);
    const maxSeen = maxScannedOf(request);
    const rows: Row<T>[] = [];
    let seen = 0;
    let last: Row<T> | undefined;
    for (const row of request.order === 'newest'
      ? this.backwards(filter, request)
      : this.forwards(filter, request)) {
      if (seen === maxSeen) return { entries: rows.map(stored), next: positionOf(last) };
      seen++;
      last = row;
      if (!this.passes(filter, row.entry.value)) continue;
      if (!bound.admits(row.entry.json)) return { entries: rows.map(stored), next: positionOf(rows.at(-1)) };
      rows.push(row);
    }
    return { entries: rows.map(stored) };
  }

  async count(filter: F, options?: CallOptions): Promise<number> {
    this.enter(options);
    const { from = 0, to = Number.POSITIVE_INFINITY } = filter;
    return this.rows.filter(
      ({ entry: { at, value } }) => at >= from && at <= to && this.passes(filter, value),
    ).length;
  }

  async delete({ traceId, projects }: ByTraceId, options?: CallOptions): Promise<boolean> {
    this.enter(options);
    const row = this.visible(traceId, projects);
    return row !== undefined && this.removeWhere((one) => one === row) === 1;
  }

  async dropPartition(name: string, options?: CallOptions): Promise<boolean> {
    this.enter(options);
    return this.removeWhere(({ entry }) => partitionName(this.kind.partitionPrefix, entry.at) === name) > 0;
  }

  async deleteBefore({ project, before }: ByAge, options?: CallOptions): Promise<number> {
    this.enter(options);
    return this.removeWhere(({ entry: { at, value } }) => at < before && value.project === project);
  }

  protected enter(options: CallOptions | undefined): void {
    throwIfAborted(options);
    this.refuseStopped();
  }

  protected visible(traceId: string, projects: Projects): Row<T> | undefined {
    const row = this.byTraceId.get(traceId);
    return row !== undefined && includesProject(projects, row.entry.value.project) ? row : undefined;
  }

  /** An existing trace id is left as it is. */
  protected insert(entry: NewEntry<T>): void {
    if (this.byTraceId.has(entry.traceId)) return;
    const row = { entry, order: this.stored++ };
    this.rows.splice(this.lowerBound(entry.at, row.order), 0, row);
    this.byTraceId.set(entry.traceId, row);
  }

  protected removeWhere(selects: (row: Row<T>) => boolean): number {
    const kept: Row<T>[] = [];
    for (const row of this.rows) {
      if (selects(row)) this.byTraceId.delete(row.entry.traceId);
      else kept.push(row);
    }
    const removed = this.rows.length - kept.length;
    this.rows = kept;
    return removed;
  }

  private passes(filter: F, value: T): boolean {
    return includesProject(filter.projects, value.project) && this.kind.passes(filter, value);
  }

  private *forwards({ from, to }: F, { after }: PageRequest): Generator<Row<T>, void> {
    const place = after === undefined ? { at: from ?? 0, order: -1 } : placeAt(after);
    for (let index = this.lowerBound(place.at, place.order + 1); ; index++) {
      const row = this.rows[index];
      if (row === undefined || row.entry.at > (to ?? Number.POSITIVE_INFINITY)) return;
      yield row;
    }
  }

  private *backwards({ from, to }: F, { after }: PageRequest): Generator<Row<T>, void> {
    const latest = to ?? Number.POSITIVE_INFINITY;
    const place = after === undefined ? { at: latest, order: Number.POSITIVE_INFINITY } : placeAt(after);
    for (let index = this.lowerBound(place.at, place.order) - 1; ; index--) {
      const row = this.rows[index];
      if (row === undefined || row.entry.at < (from ?? 0)) return;
      yield row;
    }
  }

  /** Index of the first row that is not before this instant and order. */
  private lowerBound(at: number, order: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = this.rows[middle];
      if (row !== undefined && (row.entry.at < at || (row.entry.at === at && row.order < order)))
        low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** @throws MalformedError if it is not a position of this store. */
function placeAt(position: Position): { readonly at: number; readonly order: number } {
  const [, at, order] = /^(\d{1,16}):(\d{1,16})$/.exec(position) ?? [];
  if (at === undefined) throw foreignCursor();
  return { at: Number(at), order: Number(order) };
}

function positionOf<T>(row: Row<T> | undefined): Position | undefined {
  return row && `${row.entry.at}:${row.order}`;
}

export function stored<T>({ entry }: Row<T>): StoredEntry {
  return { traceId: entry.traceId, json: entry.json };
}
